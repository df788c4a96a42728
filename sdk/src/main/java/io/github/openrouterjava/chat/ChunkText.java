package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chunks with another text than they came with. */
final class ChunkText {
    private ChunkText() {}

    /** True for a delta with a piece of an answer that is neither text nor reasoning. */
    static boolean hasOther(ChatCompletionChunk.Delta delta) {
        return Progress.hasMoreThanText(delta) || hasOtherParts(delta);
    }

    private static boolean hasOtherParts(ChatCompletionChunk.Delta delta) {
        for (Json part : ContentArray.parts(delta.extra())) {
            if (ContentArray.textOf(part) == null && !ContentArray.isThinking(part)) {
                return true;
            }
        }
        return false;
    }

    /** The chunk with this text in its choice at that place, which keeps its form: a string or a list of parts. */
    static ChatCompletionChunk with(ChatCompletionChunk chunk, int place, String text) {
        ChatCompletionChunk.Choice choice = chunk.choices().get(place);
        ChatCompletionChunk.Delta delta = choice.delta();
        boolean listed = delta.content() == null && delta.extra().array("content") != null;
        var changed = new ChatCompletionChunk.Delta(
                delta.role(),
                listed ? null : text,
                delta.reasoning(),
                delta.reasoningContent(),
                delta.refusal(),
                delta.toolCalls(),
                delta.reasoningDetails(),
                delta.annotations(),
                delta.images(),
                delta.audio(),
                listed ? delta.extra().with("content", parts(delta, text)) : delta.extra());
        List<ChatCompletionChunk.Choice> choices = new ArrayList<>(chunk.choices());
        choices.set(place, choice.with(changed));
        return with(chunk, choices, chunk.error());
    }

    private static Json parts(ChatCompletionChunk.Delta delta, String text) {
        List<Json> parts = new ArrayList<>();
        if (!text.isEmpty()) {
            parts.add(JsonObject.of("type", Json.of("text")).with("text", Json.of(text)));
        }
        for (Json part : ContentArray.parts(delta.extra())) {
            if (ContentArray.textOf(part) == null) {
                parts.add(part);
            }
        }
        return new JsonArray(parts);
    }

    /** A chunk with this text and nothing else, of the same answer as that one. */
    static ChatCompletionChunk only(ChatCompletionChunk like, String text) {
        var empty = new ChatCompletionChunk.Choice(0, null, null, null, null, null, JsonObject.EMPTY);
        var bare = new ChatCompletionChunk(
                like.id(),
                like.object(),
                like.created(),
                like.model(),
                List.of(empty),
                null,
                null,
                null,
                like.provider(),
                null,
                null,
                null,
                JsonObject.EMPTY);
        return with(bare, 0, text);
    }

    /** The chunk without the failure that it reports, for an answer that goes on. */
    static ChatCompletionChunk withoutError(ChatCompletionChunk chunk) {
        List<ChatCompletionChunk.Choice> choices = new ArrayList<>();
        for (ChatCompletionChunk.Choice choice : chunk.choices()) {
            boolean failed = FinishReason.ERROR.equals(choice.finishReason());
            choices.add(new ChatCompletionChunk.Choice(
                    choice.index(),
                    choice.delta(),
                    failed ? null : choice.finishReason(),
                    failed ? null : choice.nativeFinishReason(),
                    choice.logprobs(),
                    null,
                    choice.extra()));
        }
        return with(chunk, choices, null);
    }

    private static ChatCompletionChunk with(
            ChatCompletionChunk chunk, List<ChatCompletionChunk.Choice> choices, @Nullable ChatError error) {
        return new ChatCompletionChunk(
                chunk.id(),
                chunk.object(),
                chunk.created(),
                chunk.model(),
                List.copyOf(choices),
                chunk.usage(),
                chunk.systemFingerprint(),
                chunk.serviceTier(),
                chunk.provider(),
                error,
                chunk.openrouterMetadata(),
                chunk.debug(),
                chunk.extra());
    }
}
