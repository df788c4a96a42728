package io.github.openrouterjava.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts a completion together from its chunks, in time linear in their number.
 *
 * <p>Of the envelope's values the first that is not blank counts, of usage the last: some servers send running totals.
 */
final class Merger {
    private @Nullable String id;
    private @Nullable Long created;
    private @Nullable String model;
    private @Nullable String systemFingerprint;
    private @Nullable String serviceTier;
    private @Nullable String provider;
    private @Nullable CompletionUsage usage;
    private @Nullable ChatError error;
    private @Nullable OpenRouterMetadata openrouterMetadata;
    private final Extras extra = new Extras(Extras.CHUNK);
    private final Map<Integer, ChoiceMerger> choices = new TreeMap<>();
    private @Nullable ChoiceMerger latest; // mostly the next one's too
    private int finished; // counted as it happens: it is asked for at every chunk
    private boolean failed;

    void add(ChatCompletionChunk chunk) {
        id = first(id, chunk.id());
        created = created == null || created == 0 ? chunk.created() : created;
        model = first(model, chunk.model());
        systemFingerprint = first(systemFingerprint, chunk.systemFingerprint());
        serviceTier = first(serviceTier, chunk.serviceTier());
        provider = first(provider, chunk.provider());
        usage = chunk.usage() == null || (counts(usage) && !counts(chunk.usage())) ? usage : chunk.usage();
        error = error == null ? chunk.error() : error;
        openrouterMetadata = chunk.openrouterMetadata() == null ? openrouterMetadata : chunk.openrouterMetadata();
        extra.add(chunk.extra());
        List<ChatCompletionChunk.Choice> pieces = chunk.choices();
        for (int i = 0; i < pieces.size(); i++) {
            ChatCompletionChunk.Choice choice = pieces.get(i);
            int index = choice.index() == null ? 0 : choice.index();
            ChoiceMerger merger = latest != null && latest.index() == index ? latest : ofChoice(index);
            latest = merger;
            boolean before = merger.finished();
            merger.add(choice);
            finished += merger.finished() && !before ? 1 : 0;
            failed |= merger.failed();
        }
    }

    private ChoiceMerger ofChoice(int index) {
        ChoiceMerger known = choices.get(index);
        if (known == null) {
            known = new ChoiceMerger(index);
            choices.put(index, known);
        }
        return known;
    }

    /** True where a delta of this choice has brought some content. */
    boolean hasContentOf(int index) {
        ChoiceMerger choice = choices.get(index);
        return choice != null && choice.hasContent();
    }

    /** Notes an error that came in an event without being a member of a chunk. */
    void report(@Nullable ChatError reported) {
        error = error == null ? reported : error;
    }

    /** True where every choice that has begun has a finish reason, and there is one. */
    boolean finished() {
        return finished > 0 && finished == choices.size();
    }

    /** True where the server has reported a failure, of all or of one choice. */
    boolean failed() {
        return failed || error != null;
    }

    @Nullable
    CompletionUsage usage() {
        return usage;
    }

    /** The failure that was reported, or null: also a failed choice may come without a word. */
    @Nullable
    ChatError error() {
        ChatError found = error;
        for (ChoiceMerger choice : choices.values()) {
            found = found == null ? choice.error() : found;
        }
        return found;
    }

    /** Forgets how an attempt failed, and its usage: another one goes on. */
    void goOn() {
        usage = null;
        error = null;
        failed = false;
        finished = 0;
        for (ChoiceMerger choice : choices.values()) {
            choice.goOn();
        }
    }

    /** @param whole whether nothing more can come */
    ChatCompletion completion(boolean whole, Delivery delivery) {
        List<ChatCompletion.Choice> merged = new ArrayList<>();
        for (ChoiceMerger choice : choices.values()) {
            merged.add(choice.choice(whole));
        }
        return new ChatCompletion(
                id,
                "chat.completion",
                created,
                model,
                List.copyOf(merged),
                usage,
                systemFingerprint,
                serviceTier,
                provider,
                error,
                openrouterMetadata,
                extra.merged(),
                delivery);
    }

    /** True for usage with a count: an error comes with usage that has none, and what was counted is still true. */
    private static boolean counts(@Nullable CompletionUsage usage) {
        return usage != null
                && (usage.promptTokens() != null || usage.completionTokens() != null || usage.totalTokens() != null);
    }

    private static @Nullable String first(@Nullable String known, @Nullable String next) {
        return known == null || known.isBlank() ? next : known;
    }
}
