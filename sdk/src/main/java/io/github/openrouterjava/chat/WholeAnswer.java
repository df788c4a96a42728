package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.call.Attempts;
import io.github.openrouterjava.call.Call;
import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.call.Caller;
import io.github.openrouterjava.call.Clock;
import io.github.openrouterjava.call.ClockException;
import io.github.openrouterjava.error.ErrorBody;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.http.RequestBody;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonLimits;
import io.github.openrouterjava.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Gets an answer that is not streamed: one JSON body, read whole. */
final class WholeAnswer {
    private static final int EXCERPT = 200;
    private static final int BUFFER = 8 << 10;

    private final Caller caller;
    private final RequestBody request;
    private final CallOptions options;
    private final Attempts attempts;
    private final Stopwatch stopwatch = new Stopwatch();
    private @Nullable HttpResponseHead head;
    private long bytes;

    WholeAnswer(Caller caller, RequestBody request, CallOptions options) {
        this.caller = caller;
        this.request = request;
        this.options = options;
        this.attempts = caller.attempts(options);
        stopwatch.start(attempts.start());
    }

    ChatCompletion get() {
        while (true) {
            try {
                OpenRouterException failure;
                head = null;
                bytes = 0;
                try (Call call = caller.post(Chat.PATH, request, "application/json", options, attempts)) {
                    return read(call);
                } catch (ClockException late) {
                    failure = new StreamTimeoutException(late, nothing(StreamEnd.TIMEOUT), "");
                    if (late.clock() != Clock.CONNECT) {
                        throw failure;
                    }
                } catch (InterruptedIOException interrupted) {
                    throw interrupted;
                } catch (IOException broken) {
                    String message = "The connection broke before the answer was whole: " + broken.getMessage();
                    failure = new StreamInterruptedException(message, nothing(StreamEnd.INTERRUPTED), broken);
                } catch (OpenRouterException noAnswer) {
                    failure = noAnswer;
                }
                boolean paidFor = bytes > 0 && failure instanceof StreamException;
                Duration wait = paidFor ? null : attempts.waitAfter(failure);
                if (wait == null) {
                    throw failure;
                }
                attempts.again(failure, wait, new CountDownLatch(1));
            } catch (InterruptedIOException interrupted) {
                String message = "Reading was ended (" + interrupted.getMessage() + ") before the answer was whole";
                throw new StreamCancelledException(message, nothing(StreamEnd.CANCELLED), interrupted);
            }
        }
    }

    private ChatCompletion read(Call call) throws IOException {
        HttpResponseHead answer = call.head();
        head = answer;
        stopwatch.head();
        byte[] body = body(call);
        stopwatch.stop();
        if (new String(body, UTF_8).isBlank()) {
            String message = "The server sent an empty body in place of an answer";
            throw new StreamInterruptedException(message, nothing(StreamEnd.INTERRUPTED), null);
        }
        Json json = parse(body, call);
        if (!(json instanceof JsonObject object) || object.array("choices") == null) {
            if (ErrorBody.isError(json)) {
                throw call.error(answer, body);
            }
            String text = shortened(call.mask(new String(body, UTF_8)).strip());
            throw new StreamDecodeException(
                    new ChunkReader.Undecodable(ChunkReader.NO_COMPLETION + text, 0, "$", text, null, null),
                    nothing(StreamEnd.UNDECODABLE));
        }
        ChatCompletion completion = WireReader.document(body, ChatCompletion::read);
        if (completion.failed()) {
            ChatCompletion partial = WireReader.document(call.mask(json).toBytes(), ChatCompletion::read);
            throw new StreamErrorException(partial.failure(), partial.delivered(delivery(StreamEnd.ERROR, 1)), "");
        }
        return completion.delivered(delivery(StreamEnd.COMPLETE, 1));
    }

    /** The body's bytes; the first-token clock counts until the answer begins, which blanks do not. */
    private byte[] body(Call call) throws IOException {
        var body = new ByteArrayOutputStream();
        var buffer = new byte[BUFFER];
        while (body.size() <= JsonLimits.DEFAULT.bytes()) { // beyond it parsing fails, and says why
            int n = call.read(buffer, 0, BUFFER);
            if (n < 0) {
                break;
            }
            bytes += n;
            body.write(buffer, 0, n);
            for (int i = 0; i < n; i++) {
                if (buffer[i] > ' ') {
                    call.tokenSeen();
                    break;
                }
            }
        }
        return body.toByteArray();
    }

    private Json parse(byte[] body, Call call) {
        try {
            return Json.parse(body);
        } catch (JsonException notJson) {
            String text = call.mask(new String(body, UTF_8)).strip();
            String message = notJson.truncated()
                    ? "The answer is cut off: " + notJson.getMessage()
                    : "The server answered with " + ErrorBody.of(text).message() + ", which is not a completion: "
                            + notJson.getMessage();
            if (notJson.truncated()) {
                throw new StreamInterruptedException(message, nothing(StreamEnd.INTERRUPTED), notJson);
            }
            String excerpt = shortened(text);
            throw new StreamDecodeException(
                    new ChunkReader.Undecodable(message, notJson.offset(), notJson.path(), excerpt, null, notJson),
                    nothing(StreamEnd.UNDECODABLE));
        }
    }

    private static String shortened(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }

    private ChatCompletion nothing(StreamEnd end) {
        return new Merger().completion(false, delivery(end, 0));
    }

    private Delivery delivery(StreamEnd end, long chunks) {
        HttpResponseHead answer = head;
        String id = answer == null ? null : answer.headers().first("x-generation-id");
        return new Delivery(end, id, attempts.failed(), chunks, bytes, stopwatch.timings(), List.of());
    }
}
