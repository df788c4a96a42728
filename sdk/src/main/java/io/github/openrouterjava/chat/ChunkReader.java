package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.call.Call;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ErrorBody;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonLimits;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.sse.SseException;
import io.github.openrouterjava.sse.SseReader;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads chunks from one answer's body: events, and their data as chunks. */
final class ChunkReader {
    private static final byte[] DONE = "[DONE]".getBytes(UTF_8);
    private static final int EXCERPT = 200;
    static final String NO_COMPLETION =
            "The server answered with JSON that is neither a completion nor an error. Is this"
                    + " the base URL of an OpenAI-compatible API? ";

    private final Call call;
    private final HttpResponseHead head;
    private final PushbackInputStream body;
    private final SseReader events;
    private final ChunkDecoder decoder = new ChunkDecoder();
    private long skipped; // blanks before the first event, which the events do not count
    private boolean begun;
    private boolean given;
    private boolean done;
    private boolean lastTaken; // the event that the body's end has cut off was whole
    private @Nullable String cutJson;

    /** What came is no chunk, or no stream at all. */
    static final class Undecodable extends Exception {
        private static final long serialVersionUID = 1L;
        final long offset;
        final String path;
        final String excerpt;
        final transient @Nullable ChatCompletion whole;

        Undecodable(
                String message,
                long offset,
                String path,
                String excerpt,
                @Nullable ChatCompletion whole,
                @Nullable Throwable cause) {
            super(message, cause);
            this.offset = offset;
            this.path = path;
            this.excerpt = excerpt;
            this.whole = whole;
        }
    }

    ChunkReader(Call call, HttpResponseHead head, int maxEventBytes) {
        this.call = call;
        this.head = head;
        this.body = new PushbackInputStream(call);
        this.events = new SseReader(body, maxEventBytes);
    }

    /**
     * The next chunk, or null at {@code [DONE]} and at the body's proper end.
     *
     * @throws ApiException where the body is a JSON error in place of a stream
     */
    @Nullable
    ChatCompletionChunk next() throws IOException, Undecodable {
        if (!begun) {
            begun = true;
            refuseOtherThanStream();
        }
        try {
            while (!done && events.next()) {
                if (isDone()) {
                    done = true;
                } else if (!isBlank()) {
                    return chunk();
                }
            }
        } catch (SseException tooLarge) {
            throw new Undecodable(
                    String.valueOf(tooLarge.getMessage()), skipped + tooLarge.offset(), "$", "", null, tooLarge);
        }
        return done ? null : unfinished();
    }

    /** An event that the body's end has cut off counts when its data is whole. */
    private @Nullable ChatCompletionChunk unfinished() throws Undecodable {
        if (events.pending() && !isBlank() && !lastTaken) {
            if (isDone()) {
                done = true;
                return null;
            }
            ChatCompletionChunk whole;
            try {
                whole = decoded();
            } catch (JsonException cutOff) {
                return null;
            }
            lastTaken = true;
            return whole;
        }
        // A binary file may hold a comment by chance; a stream that is cut off before its first event has little else.
        if (!given && events.ignoredLines() > events.comments() && !events.pending()) {
            String line = masked(String.valueOf(events.firstIgnoredLine()));
            throw new Undecodable(
                    "This is not an event stream: it has no data, but lines such as '" + line + "'",
                    0,
                    "$",
                    line,
                    null,
                    null);
        }
        return null;
    }

    boolean done() {
        return done;
    }

    /** True where the body ended, or broke, within an event: something is missing, whatever came before. */
    boolean cut() {
        return !done && !lastTaken && events.inEvent();
    }

    /** Waits a moment for the body's end, which is due after [DONE]: then the connection can serve another call. */
    void drain(Call call, Duration atMost) {
        call.patience(atMost);
        try {
            body.skipNBytes(Long.MAX_VALUE);
        } catch (IOException endedOrLate) {
            return; // either way there is nothing more to wait for
        }
    }

    long bytes() {
        return skipped + events.bytes();
    }

    /** When the bytes that the latest chunk ends with were read, by {@link System#nanoTime()}. */
    long readAt() {
        return call.readAt();
    }

    /** What the body held besides events, in words; empty for nothing worth telling. */
    String remarks() {
        if (bytes() == 0) {
            return "The body is empty: try again, or check the base URL";
        }
        if (cutJson != null) {
            return "The server answered with JSON although a stream was asked for: " + cutJson;
        }
        String line = events.firstIgnoredLine();
        return line != null ? "It also held a line that is no event: " + masked(line) : "";
    }

    /** The error that the current event is, where it has no {@code error} member but says so otherwise; or null. */
    @Nullable
    ChatError reported(ChatCompletionChunk chunk) {
        boolean saysSo = "error".equals(events.event()) || "error".equals(chunk.object());
        if (!saysSo || chunk.error() != null || !chunk.choices().isEmpty()) {
            return null;
        }
        return WireReader.document(call.mask(Json.parse(data())).toBytes(), ChatError::read);
    }

    private ChatCompletionChunk chunk() throws Undecodable {
        given = true;
        try {
            return decoded();
        } catch (JsonException notAChunk) {
            String data = masked(data());
            long offset = skipped + events.dataOffset() + notAChunk.offset();
            throw new Undecodable(
                    "An event is not a chunk of a chat completion: " + notAChunk.problem() + " at byte " + offset
                            + " of the body, path " + notAChunk.path() + ", in: " + data,
                    offset,
                    notAChunk.path(),
                    data,
                    null,
                    notAChunk);
        }
    }

    private ChatCompletionChunk decoded() {
        ChatCompletionChunk chunk = decoder.decode(events.data(), events.from(), events.to());
        if (!chunk.reportsError()) {
            return chunk;
        }
        byte[] masked = call.mask(Json.parse(data())).toBytes();
        return WireReader.document(masked, ChatCompletionChunk::read);
    }

    /**
     * Refuses a chunk in which a choice has a message, or a text, in place of its delta: behind the choice's deltas it
     * repeats them, but without any, passing it over would leave an empty answer.
     */
    void refuseOtherKinds(ChatCompletionChunk chunk, Progress before) throws Undecodable {
        List<ChatCompletionChunk.Choice> choices = chunk.choices();
        for (int i = 0; i < choices.size(); i++) {
            ChatCompletionChunk.Choice choice = choices.get(i);
            if (choice.isOfAnotherKind()
                    && choice.error() == null
                    && chunk.error() == null
                    && !before.hasContentOf(choice.index() == null ? 0 : choice.index())) {
                String data = masked(data());
                throw new Undecodable(
                        "An event is not a chunk of a chat completion: it has a message or a text in place of a delta."
                                + " Ask without streaming: complete(), or --no-stream. It was: " + data,
                        skipped + events.dataOffset(),
                        "$.choices",
                        data,
                        WireReader.document(data().getBytes(UTF_8), ChatCompletion::read),
                        null);
            }
        }
    }

    private String data() {
        return new String(events.data(), events.from(), events.to() - events.from(), UTF_8);
    }

    private boolean isDone() {
        int from = events.from();
        int to = events.to();
        while (from < to && events.data()[from] <= ' ' && events.data()[from] >= 0) {
            from++;
        }
        while (to > from && events.data()[to - 1] <= ' ' && events.data()[to - 1] >= 0) {
            to--;
        }
        return Arrays.equals(events.data(), from, to, DONE, 0, DONE.length);
    }

    private boolean isBlank() {
        for (int i = events.from(); i < events.to(); i++) {
            if (events.data()[i] > ' ' || events.data()[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** An event stream begins with a field's name, a colon or a line end, so its first byte tells it from the rest. */
    private void refuseOtherThanStream() throws IOException, Undecodable {
        int first = body.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            skipped++;
            first = body.read();
        }
        if (first < 0) {
            return;
        }
        body.unread(first);
        if (first == '{' || first == '[') {
            refuseJson();
        }
        if (first == '<') {
            String page = new String(body.readNBytes(64 << 10), UTF_8);
            throw new Undecodable(
                    "The server answered with " + ErrorBody.of(call.mask(page)).message()
                            + ". Is there a proxy between, or does the base URL lack its path, such as /api/v1?",
                    0,
                    "$",
                    masked(page),
                    null,
                    null);
        }
    }

    private void refuseJson() throws IOException, Undecodable {
        byte[] bytes = body.readNBytes(JsonLimits.DEFAULT.bytes() + 1); // beyond it parsing fails, and says why
        Json json;
        try {
            json = Json.parse(bytes);
        } catch (JsonException notJson) {
            if (notJson.truncated()) {
                cutJson = masked(new String(bytes, UTF_8));
                skipped += bytes.length;
                return;
            }
            throw new Undecodable(
                    "The server answered with something that is neither an event stream nor JSON: "
                            + notJson.getMessage(),
                    notJson.offset(),
                    notJson.path(),
                    masked(new String(bytes, UTF_8)),
                    null,
                    notJson);
        }
        boolean completion = json instanceof JsonObject object && object.array("choices") != null;
        if (!completion && ErrorBody.isError(json)) {
            throw call.error(head, bytes);
        }
        String text = masked(new String(bytes, UTF_8));
        throw new Undecodable(
                completion
                        ? "The server answered with JSON although a stream was asked for. Ask without streaming:"
                                + " complete(), or --no-stream"
                        : NO_COMPLETION + text,
                0,
                "$",
                text,
                completion ? WireReader.document(bytes, ChatCompletion::read) : null,
                null);
    }

    /** The beginning of what the server sent, fit to be shown. */
    private String masked(String sent) {
        String text = call.mask(sent);
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }
}
