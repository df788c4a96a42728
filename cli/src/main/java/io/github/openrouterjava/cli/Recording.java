package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatCompletionChunk;
import io.github.openrouterjava.chat.ChatError;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.StreamDecodeException;
import io.github.openrouterjava.chat.StreamErrorException;
import io.github.openrouterjava.chat.StreamException;
import io.github.openrouterjava.chat.Wire;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ErrorBody;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a recorded body holds and how it ended.
 *
 * @param error what went wrong, as JSON; null for a complete answer
 * @param completion all of the answer that is there, or null
 * @param bytes the body's whole length, what follows the answer's end included
 */
record Recording(
        End end, @Nullable JsonObject error, @Nullable ChatCompletion completion, long chunks, long bytes) {
    private static final int LONGEST_SPACE = 4096;

    /** The ways a recording can end, with the exit code of each. */
    enum End {
        COMPLETE("complete", Exit.COMPLETE),
        INTERRUPTED("interrupted", Exit.INTERRUPTED),
        ERROR("error", Exit.ERROR),
        UNDECODABLE("undecodable", Exit.UNDECODABLE);

        private final String word;
        private final int exit;

        End(String word, int exit) {
            this.word = word;
            this.exit = exit;
        }
    }

    /**
     * Reads a body to its end; does not close it.
     *
     * @param each is given every chunk, or the completion where the body is one
     * @throws IOException where the body can't be read
     */
    static Recording read(InputStream body, Consumer<Wire> each) throws IOException {
        var counted = new Counted(body);
        var in = new BufferedInputStream(counted, 32 << 10);
        Recording recording = isJson(in) ? json(in.readAllBytes(), each) : stream(in, each);
        counted.drain();
        if (counted.failure != null) {
            throw counted.failure;
        }
        return recording.ofLength(counted.bytes);
    }

    /** Whether the body is JSON rather than an event stream, by its first byte; nothing is taken from it. */
    static boolean isJson(InputStream in) throws IOException {
        in.mark(LONGEST_SPACE);
        int first = in.read();
        for (int i = 1; i < LONGEST_SPACE && (first == ' ' || first == '\n' || first == '\r' || first == '\t'); i++) {
            first = in.read();
        }
        in.reset();
        return first == '{' || first == '[';
    }

    private static Recording stream(InputStream body, Consumer<Wire> each) {
        try (ChatStream stream = ChatStream.of(body)) {
            try {
                for (ChatCompletionChunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                    each.accept(chunk);
                }
                return ended(End.COMPLETE, null, stream.completion());
            } catch (StreamErrorException error) {
                return ended(End.ERROR, json(error), error.completion());
            } catch (StreamDecodeException undecodable) {
                JsonObject json = message(undecodable)
                        .with("offset", Json.of(undecodable.offset()))
                        .with("path", Json.of(undecodable.path()));
                return ended(End.UNDECODABLE, json, undecodable.completion());
            } catch (StreamException interrupted) {
                return ended(End.INTERRUPTED, message(interrupted), interrupted.completion());
            } catch (ApiException error) {
                return new Recording(End.ERROR, json(error.body()), null, 0, 0);
            }
        }
    }

    private static Recording ended(End end, @Nullable JsonObject error, ChatCompletion completion) {
        long chunks = completion.delivery() == null ? 0 : completion.delivery().chunks();
        return new Recording(end, error, chunks == 0 ? null : completion, chunks, 0);
    }

    private static Recording json(byte[] body, Consumer<Wire> each) {
        Json json;
        try {
            json = Json.parse(body);
        } catch (JsonException notJson) {
            JsonObject error =
                    message(notJson).with("offset", Json.of(notJson.offset())).with("path", Json.of(notJson.path()));
            return new Recording(notJson.truncated() ? End.INTERRUPTED : End.UNDECODABLE, error, null, 0, 0);
        }
        boolean completes = json instanceof JsonObject object && object.array("choices") != null;
        if (!completes && !ErrorBody.isError(json)) {
            JsonObject error = JsonObject.of("message", Json.of("This JSON is neither a completion nor an error"));
            return new Recording(End.UNDECODABLE, error, null, 0, 0);
        }
        if (!completes) {
            return new Recording(End.ERROR, json(ErrorBody.of(json)), null, 0, 0);
        }
        var completion = ChatCompletion.parse(new String(body, StandardCharsets.UTF_8));
        each.accept(completion);
        return completion.failed()
                ? new Recording(End.ERROR, json(completion.failure()), completion, 1, 0)
                : new Recording(End.COMPLETE, null, completion, 1, 0);
    }

    private static JsonObject json(StreamErrorException failure) {
        ChatError error = failure.error();
        return error == null ? message(failure) : json(error);
    }

    private static JsonObject json(@Nullable ChatError error) {
        return error != null && error.toTree() instanceof JsonObject object
                ? object
                : JsonObject.of("message", Json.of("the finish reason is \"error\", and the server does not say why"));
    }

    private static JsonObject json(ErrorBody body) {
        JsonObject whole = body.json() instanceof JsonObject object ? object : JsonObject.EMPTY;
        JsonObject inner = whole.object("error");
        Json code = (inner == null ? whole : inner).get("code");
        return JsonObject.of("message", Json.of(body.message()))
                .with("code", code != null || body.code() == null ? code : Json.of(body.code()))
                .with("type", body.type() == null ? null : Json.of(body.type()))
                .with("metadata", body.metadata());
    }

    private static JsonObject message(Throwable failure) {
        return JsonObject.of("message", Json.of(String.valueOf(failure.getMessage())));
    }

    private Recording ofLength(long length) {
        return new Recording(end, error, completion, chunks, length);
    }

    int exit() {
        return end.exit;
    }

    /** What went wrong, in words. */
    String message() {
        String message = error == null ? null : error.string("message");
        return end.word + (message == null ? "" : ": " + message);
    }

    /**
     * All of this as one line of JSON.
     *
     * @param deviations null where they were not asked for
     */
    String line(String file, @Nullable JsonArray deviations) {
        var out = new JsonWriter();
        out.beginObject();
        out.name("file");
        out.value(file);
        out.name("end");
        out.value(end.word);
        out.name("error");
        out.value(error == null ? JsonNull.NULL : error);
        out.name("completion");
        if (completion == null) {
            out.value(JsonNull.NULL);
        } else {
            completion.write(out);
        }
        out.name("chunks");
        out.value(chunks);
        out.name("bytes");
        out.value(bytes);
        out.name("deviations");
        out.value(deviations == null ? JsonNull.NULL : deviations);
        out.endObject();
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }

    /** Counts what is read, stays open when it is closed, and keeps the failure that the reader takes for an end. */
    private static final class Counted extends FilterInputStream {
        private long bytes;
        private @Nullable IOException failure;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            try {
                int n = in.read(to, offset, length);
                bytes += Math.max(n, 0);
                return n;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        void drain() throws IOException {
            var buffer = new byte[32 << 10];
            int n = 0;
            while (failure == null && n >= 0) {
                n = read(buffer, 0, buffer.length);
            }
        }

        @Override
        public void close() {
            // its owner closes it
        }
    }
}
