package io.github.openrouterjava.cli;

import org.jspecify.annotations.Nullable;

/**
 * Where a question goes.
 *
 * @param model null leaves the choice to the server
 * @param offline whether it is answered within this process
 * @param baseUrl null for openrouter.ai
 * @param notice what the user has to know about it, or null
 */
record Target(
        @Nullable String model,
        boolean offline,
        @Nullable String baseUrl,
        @Nullable String notice) {
    private static final String DEMO = "offline demo, not a language model; set OPENROUTER_API_KEY for real answers";

    /** Whether a scenario of the conformance catalogue is to be played, by a server of this process's own. */
    boolean conformance() {
        return baseUrl == null && model != null && model.startsWith("conformance/");
    }

    Target at(String baseUrl) {
        return new Target(model, offline, baseUrl, notice);
    }

    /**
     * Decides by what was asked for, and else by what the environment has.
     *
     * @throws UsageException where a key is needed and there is none
     */
    static Target of(@Nullable String model, @Nullable String baseUrlOption, Shell shell) {
        String baseUrl = baseUrlOption != null ? baseUrlOption : shell.variable("OPENROUTER_BASE_URL");
        boolean key = shell.variable("OPENROUTER_API_KEY") != null;
        if (model != null && model.isBlank()) {
            throw new UsageException("The model's name is empty: name one such as openrouter/auto, or leave -m out");
        }
        if (baseUrlOption == null && model != null && model.startsWith("offline/")) {
            return new Target(model, true, null, null);
        }
        if (baseUrl == null && model != null && model.startsWith("conformance/")) {
            return new Target(model, false, null, null);
        }
        if (!key && baseUrl == null) {
            if (model == null) {
                return new Target("offline/demo", true, null, DEMO);
            }
            throw new UsageException("The model " + model + " needs a key: set the environment variable"
                    + " OPENROUTER_API_KEY (keys are made at https://openrouter.ai/settings/keys), name a server of"
                    + " your own with --base-url, or ask -m offline/demo");
        }
        boolean openRouter = baseUrl == null || baseUrl.contains("//openrouter.ai");
        return new Target(model == null && openRouter ? "openrouter/auto" : model, false, baseUrl, null);
    }
}
