package io.github.openrouterjava.chat;

import io.github.openrouterjava.call.ClockException;
import io.github.openrouterjava.error.OpenRouterException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is thrown for each end that a stream should not come to. Not loaded, nor what it makes, where none of them comes. */
final class StreamFailures {
    private StreamFailures() {}

    static OpenRouterException late(ClockException clock, ChatCompletion came, String remark) {
        return new StreamTimeoutException(clock, came, remark);
    }

    static OpenRouterException undecodable(ChunkReader.Undecodable what, ChatCompletion came) {
        return new StreamDecodeException(
                what, what.whole == null || came.isContinued() ? came : what.whole.delivered(came.delivery()));
    }

    static OpenRouterException reported(@Nullable ChatError error, ChatCompletion came, String remark) {
        return new StreamErrorException(error, came, remark);
    }

    static OpenRouterException notContinued(OpenRouterException why, ChatCompletion came) {
        String message = "The answer broke off and could not be continued: " + why.getMessage();
        return new StreamInterruptedException(message, came, why);
    }

    /**
     * @param how the body or the connection ended
     * @param missing what the answer lacks
     * @param remarks what else can be said of the body; empty for nothing
     * @param remark what else can be said, to be added as it is
     */
    static OpenRouterException cutOff(
            String how,
            long chunks,
            String missing,
            String remarks,
            String remark,
            ChatCompletion came,
            @Nullable IOException cause) {
        String message = how + (cause == null ? "" : " (" + cause.getMessage() + ")") + " before the answer was whole: "
                + chunks + " chunks came, but " + missing + (remarks.isEmpty() ? "" : ". " + remarks) + remark;
        return new StreamInterruptedException(message, came, cause);
    }

    static OpenRouterException cancelled(String how, ChatCompletion came, @Nullable IOException cause) {
        return new StreamCancelledException(how + " before the answer was whole", came, cause);
    }
}
