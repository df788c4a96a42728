package io.github.openrouterjava.cli;

import io.github.openrouterjava.server.LocalOpenRouter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's answers come from, besides its own models.
 *
 * @param named whether it was said, rather than found in the environment
 */
record ServeSources(
        boolean named,
        List<Upstream> upstreams,
        @Nullable String record,
        @Nullable String replay,
        boolean atOnce) {
    private static final String OPEN_ROUTER = "https://openrouter.ai/api/v1";
    private static final String OPEN_ROUTER_KEY = "OPENROUTER_API_KEY";

    /** @param variable the key's, or null where it gets the client's */
    record Upstream(
            String baseUrl,
            @Nullable String variable,
            @Nullable String key) {
        /** Without the key. */
        @Override
        public String toString() {
            return baseUrl + (variable == null ? "" : " with " + variable);
        }
    }

    static void addTo(Options options) {
        options.addOption(null, "upstream", true, "URL")
                .addOption(null, "upstream-key", true, "VARIABLE")
                .addOption(null, "offline", false, "")
                .addOption(null, "record", true, "DIR")
                .addOption(null, "replay", true, "DIR")
                .addOption(null, "at-once", false, "");
    }

    /** @param anyModel whether one model answers for all */
    static ServeSources of(Arguments arguments, boolean anyModel, Shell shell) {
        String record = ServeCommand.named(arguments, "record");
        String replay = ServeCommand.named(arguments, "replay");
        List<String> urls = arguments.texts("upstream");
        List<String> variables = arguments.texts("upstream-key");
        if (urls.contains("") || variables.contains("")) {
            throw arguments.wrong(urls.contains("") ? "--upstream is empty" : "--upstream-key is empty");
        }
        boolean offline = arguments.flag("offline");
        boolean atOnce = arguments.flag("at-once");
        if (offline && !urls.isEmpty()) {
            throw new UsageException("--offline and --upstream contradict each other");
        }
        if (atOnce && replay == null) {
            throw arguments.wrong("--at-once is for --replay");
        }
        if (!variables.isEmpty() && variables.size() != urls.size()) {
            throw arguments.wrong("there are " + variables.size() + " --upstream-key and " + urls.size()
                    + " --upstream: name one for each, - for the key that the client brings");
        }
        boolean named = !urls.isEmpty() || record != null || replay != null || offline;
        if (urls.isEmpty() && !offline && !anyModel && replay == null && shell.variable(OPEN_ROUTER_KEY) != null) {
            urls = List.of(OPEN_ROUTER);
        }
        var upstreams = new ArrayList<Upstream>();
        for (int i = 0; i < urls.size(); i++) {
            upstreams.add(upstream(urls.get(i), variables.isEmpty() ? null : variables.get(i), shell));
        }
        return new ServeSources(named, upstreams, record, replay, atOnce);
    }

    private static Upstream upstream(String url, @Nullable String variable, Shell shell) {
        if ("-".equals(variable)) {
            return new Upstream(url, null, null);
        }
        if (variable != null) {
            String key = shell.variable(variable);
            if (key == null) {
                throw new UsageException(
                        "--upstream-key names the environment variable " + variable + ", which is not set");
            }
            return new Upstream(url, variable, key);
        }
        String key = url.startsWith("https://openrouter.ai/") ? shell.variable(OPEN_ROUTER_KEY) : null;
        return new Upstream(url, key == null ? null : OPEN_ROUTER_KEY, key);
    }

    void set(LocalOpenRouter.Builder builder) {
        for (Upstream upstream : upstreams) {
            builder.upstream(upstream.baseUrl(), upstream.key());
        }
        if (record != null) {
            builder.record(Path.of(record));
        }
        if (replay != null) {
            builder.replay(Path.of(replay));
        }
        if (atOnce) {
            builder.replayAtOnce();
        }
    }

    void say(Notes notes) {
        for (Upstream upstream : upstreams) {
            notes.line("other models are asked of " + upstream);
        }
        if (record != null) {
            notes.line("chat completions are recorded into " + record);
        }
        if (replay != null) {
            notes.line("chat completions, but for conformance/…, are answered from " + replay + ", and nothing else");
        }
    }
}
