package io.github.openrouterjava.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamDecodeException;
import io.github.openrouterjava.chat.StreamErrorException;
import io.github.openrouterjava.chat.StreamException;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** aimock, which others wrote, stands between the SDK's client and the local server, passes on and records. */
@Timeout(120)
class AimockRecordingTest {
    private static final ChatRequest LOREM =
            ChatRequest.of("offline/lorem:tokens=60,tps=1000,seed=5", Message.user("Go."));
    private static final ChatRequest TOOL = ChatRequest.of("offline/demo", Message.user("What is the weather in Rome?"))
            .tools(List.of(Tool.function(
                    "get_weather",
                    "",
                    JsonObject.of("type", Json.of("object"))
                            .with("properties", JsonObject.of("city", JsonObject.of("type", Json.of("string")))))));

    @TempDir
    Path folder;

    private Aimock recorderOf(LocalOpenRouter server) throws Exception {
        return new Aimock(
                folder, "--record", "--provider-openrouter", server.uri().toString());
    }

    private static ChatCompletion read(OpenRouter client, ChatRequest request) {
        try (ChatStream stream = client.chat().stream(request)) {
            stream.forEach(chunk -> {});
            return stream.completion();
        }
    }

    @Test
    void whatTheLocalServerStreamedReadsAlikeWhenItIsGone() throws Exception {
        var server = LocalOpenRouter.start();
        try (server;
                Aimock aimock = recorderOf(server);
                OpenRouter direct = OpenRouter.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey("any")
                        .build();
                OpenRouter client = aimock.client("record")) {
            ChatCompletion text = read(client, LOREM);
            ChatCompletion call = read(client, TOOL);
            assertEquals(read(direct, LOREM).text(), text.text());
            server.close();
            same(text, read(client, LOREM));
            same(call, read(client, TOOL));
            assertFalse(text.text().isEmpty());
            assertEquals("get_weather", call.toolCalls().getFirst().name());
            // Reasoning is not compared: aimock's recorder knows another name of it than OpenRouter's, and loses it.
            assertFalse(call.reasoning().isEmpty());
        }
    }

    private static void same(ChatCompletion live, ChatCompletion recorded) {
        assertEquals(live.text(), recorded.text());
        assertEquals(live.finishReason(), recorded.finishReason());
        assertEquals(live.toolCalls(), recorded.toolCalls());
        assertEquals(live.usage().totalTokens(), recorded.usage().totalTokens());
        assertEquals(live.usage().cost(), recorded.usage().cost());
        assertFalse(live.id().equals(recorded.id()), "the recording was not asked");
    }

    @ParameterizedTest
    @CsvSource({"cut", "malformed", "error"})
    void failuresInTheMiddleKeepTheirTypeOnTheWayThrough(String fault) throws Exception {
        Class<? extends StreamException> type = switch (fault) {
            case "cut" -> StreamInterruptedException.class;
            case "malformed" -> StreamDecodeException.class;
            default -> StreamErrorException.class;
        };
        try (var server = LocalOpenRouter.start();
                Aimock aimock = recorderOf(server);
                OpenRouter client = aimock.client(fault)) {
            var request = ChatRequest.of("offline/chaos:" + fault + "=1", Message.user(fault));
            StreamException failure = assertThrows(type, () -> read(client, request));
            assertTrue(failure.completion().text().startsWith("Id ipsum"), failure.completion()::text);
        }
    }
}
