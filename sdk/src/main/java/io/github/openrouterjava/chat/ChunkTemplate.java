package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.openrouterjava.chat.ChatCompletionChunk.Choice;
import io.github.openrouterjava.chat.ChatCompletionChunk.Delta;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonReader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that was decoded, and the places in its bytes where the next ones are likely to differ.
 *
 * <p>The chunks of a stream mostly differ in the piece of text they bring. Where an event has the same bytes as this one
 * everywhere else, only that piece is decoded, and all else is shared with the chunk that is here. Whatever is not plainly
 * so is left to {@link WireReader}. Not for use by several threads.
 */
final class ChunkTemplate {
    private static final int LONGEST_NUMBER = 18; // digits that a long surely holds
    /** A template is kept for the stream's life; what is longer than this has little in common with the next. */
    private static final int LONGEST = 16 << 10;

    private final byte[] bytes;
    private final ChatCompletionChunk chunk;
    private final Choice choice; // the chunk's only one
    private final ChunkSlot[] slots;
    private @Nullable JsonReader strings; // for those with escapes, or beyond ASCII

    // Of the event that is being decoded:
    private int at;

    private ChunkTemplate(byte[] bytes, ChatCompletionChunk chunk, List<ChunkSlot> slots) {
        this.bytes = bytes;
        this.chunk = chunk;
        this.choice = chunk.choices().getFirst();
        this.slots = slots.toArray(new ChunkSlot[0]);
    }

    /** The template that this chunk is for those that come, or null where it is none. */
    static @Nullable ChunkTemplate of(byte[] event, int from, int to, ChatCompletionChunk chunk) {
        if (to - from > LONGEST
                || chunk.choices().size() != 1
                || chunk.error() != null
                || holds(chunk.extra(), "created", "choices")) {
            return null;
        }
        Choice choice = chunk.choices().getFirst();
        Delta delta = choice.delta();
        if (choice.error() != null || holds(choice.extra(), "delta") || !isPlain(delta)) {
            return null;
        }
        List<ChunkSlot> slots = ChunkSlot.find(event, from, to);
        return slots.isEmpty() ? null : new ChunkTemplate(Arrays.copyOfRange(event, from, to), chunk, slots);
    }

    /** Whether what stands in the slots stands nowhere else in the delta, such as in the original of a list. */
    private static boolean isPlain(Delta delta) {
        if (holds(delta.extra(), "content", "reasoning", "reasoning_content")) {
            return false;
        }
        if (!delta.toolCalls().isEmpty()) {
            ToolCall call = delta.toolCalls().getFirst();
            if (delta.toolCalls().size() != 1
                    || holds(delta.extra(), "tool_calls")
                    || holds(call.extra(), "function")
                    || (call.function() != null && holds(call.function().extra(), "arguments"))) {
                return false;
            }
        }
        if (!delta.reasoningDetails().isEmpty()) {
            return delta.reasoningDetails().size() == 1
                    && !holds(delta.extra(), "reasoning_details")
                    && delta.reasoningDetails().getFirst() instanceof ReasoningDetail.Text detail
                    && !holds(detail.extra(), "text");
        }
        return true;
    }

    private static boolean holds(JsonObject extra, String... names) {
        if (!extra.isEmpty()) {
            for (String name : names) {
                if (extra.has(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The chunk that this slice holds, or null where it is not plainly like the one here. */
    @Nullable
    ChatCompletionChunk decode(byte[] event, int from, int to) {
        String content = null;
        String reasoning = null;
        String reasoningContent = null;
        String detailText = null;
        String arguments = null;
        String obfuscation = null;
        Long created = null;
        at = from;
        int here = 0; // the place in the template that answers to this one
        int next = 0;
        int same;
        while ((same = Arrays.mismatch(bytes, here, bytes.length, event, at, to)) >= 0) {
            int place = here + same;
            while (next < slots.length && slots[next].end() < place) {
                next++; // what stands there is the same
            }
            if (next == slots.length || slots[next].start() > place) {
                return null;
            }
            ChunkSlot slot = slots[next++];
            at += slot.start() - here;
            here = slot.end();
            if (slot.value() == ChunkSlot.Value.CREATED) {
                created = number(event, to);
                if (created == null) {
                    return null;
                }
                continue;
            }
            String text = string(event, to);
            if (text == null) {
                return null;
            }
            switch (slot.value()) {
                case CONTENT -> content = text;
                case REASONING -> reasoning = text;
                case REASONING_CONTENT -> reasoningContent = text;
                case DETAIL_TEXT -> detailText = text;
                case ARGUMENTS -> arguments = text;
                default -> obfuscation = text;
            }
        }
        Delta delta = choice.delta();
        boolean changed = content != null
                || reasoning != null
                || reasoningContent != null
                || detailText != null
                || arguments != null;
        if (changed) {
            delta = new Delta(
                    delta.role(),
                    content == null ? delta.content() : content,
                    reasoning == null ? delta.reasoning() : reasoning,
                    reasoningContent == null ? delta.reasoningContent() : reasoningContent,
                    delta.refusal(),
                    arguments == null
                            ? delta.toolCalls()
                            : List.of(with(delta.toolCalls().getFirst(), arguments)),
                    detailText == null
                            ? delta.reasoningDetails()
                            : List.of(with(delta.reasoningDetails().getFirst(), detailText)),
                    delta.annotations(),
                    delta.images(),
                    delta.audio(),
                    delta.extra());
        }
        return new ChatCompletionChunk(
                chunk.id(),
                chunk.object(),
                created == null ? chunk.created() : created,
                chunk.model(),
                changed ? List.of(choice.with(delta)) : chunk.choices(),
                chunk.usage(),
                chunk.systemFingerprint(),
                chunk.serviceTier(),
                chunk.provider(),
                chunk.error(),
                chunk.openrouterMetadata(),
                chunk.debug(),
                obfuscation == null ? chunk.extra() : chunk.extra().with("obfuscation", Json.of(obfuscation)));
    }

    private static ToolCall with(ToolCall call, String arguments) {
        ToolCall.Function function = call.function();
        String name = function == null ? null : function.name();
        JsonObject extra = function == null ? JsonObject.EMPTY : function.extra();
        return new ToolCall(
                call.index(), call.id(), call.type(), new ToolCall.Function(name, arguments, extra), call.extra());
    }

    private static ReasoningDetail with(ReasoningDetail detail, String text) {
        var known = (ReasoningDetail.Text) detail;
        return new ReasoningDetail.Text(
                text, known.signature(), known.id(), known.format(), known.index(), known.extra());
    }

    /** The string that comes, or null where none does. */
    private @Nullable String string(byte[] event, int to) {
        int from = at + 1;
        if (from > to || event[at] != '"') {
            return null;
        }
        for (int i = from; i < to; i++) {
            byte b = event[i];
            if (b == '"') {
                at = i + 1;
                return new String(event, from, i - from, ISO_8859_1);
            }
            if (b == '\\' || b < ' ') {
                return escapedString(event, to);
            }
        }
        return null;
    }

    private @Nullable String escapedString(byte[] event, int to) {
        try {
            JsonReader json = strings;
            if (json == null) {
                json = new JsonReader(event, at, to, WireReader.UNBOUNDED);
                strings = json;
            } else {
                json.reset(event, at, to);
            }
            String text = json.string();
            at = json.position();
            return text;
        } catch (JsonException malformed) {
            return null; // whoever reads the whole event says what is wrong, and where
        }
    }

    /** The number that comes, where it is plainly a whole one. */
    private @Nullable Long number(byte[] event, int to) {
        int from = at;
        long number = 0;
        int i = from;
        while (i < to && event[i] >= '0' && event[i] <= '9') {
            number = 10 * number + event[i++] - '0';
        }
        boolean plain = i > from && i - from <= LONGEST_NUMBER && (event[from] != '0' || i - from == 1);
        if (!plain) {
            return null;
        }
        at = i;
        Long known = chunk.created();
        return known != null && known == number ? known : Long.valueOf(number);
    }
}
