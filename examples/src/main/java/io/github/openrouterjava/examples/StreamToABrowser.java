package io.github.openrouterjava.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.chat.ToolCall;
import io.github.openrouterjava.chat.ToolResult;
import io.github.openrouterjava.chat.Tools;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.Executors;

/**
 * Serves a page that asks a question and shows the answer as it comes, by the JDK's own web server. Without a key it works
 * with {@code openrouter serve --any-model offline/demo} and {@code OPENROUTER_BASE_URL=http://127.0.0.1:8317/api/v1}.
 */
final class StreamToABrowser {
    private static final Tools TOOLS = Tools.of(Tool.of(
            "get_weather", "Tells the weather of a city.", Place.class, place -> new Weather(place.city(), 21)));

    private StreamToABrowser() {}

    record Place(String city) {}

    record Weather(String city, int degrees) {}

    /** @param args the port; 8080 where there is none */
    public static void main(String... args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or pieces wait for the ones before
        int port = args.length == 0 ? 8080 : Integer.parseInt(args[0]);
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port); // for nobody but this machine
        var server = HttpServer.create(here, 0);
        String origin = "http://localhost:" + server.getAddress().getPort();
        var openRouter = OpenRouter.create();
        server.createContext("/", StreamToABrowser::page);
        server.createContext("/ask", exchange -> {
            // A question costs money: a page from elsewhere, open in the same browser, must not be able to ask one.
            if (exchange.getRequestMethod().equals("POST")
                    && origin.equals(exchange.getRequestHeaders().getFirst("Origin"))) {
                answer(exchange, openRouter);
            } else {
                send(exchange, 403, "Open " + origin + " to ask.");
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        System.out.println(origin);
    }

    private static void answer(HttpExchange exchange, OpenRouter openRouter) throws IOException {
        String question = new String(exchange.getRequestBody().readNBytes(10_000), UTF_8);
        var asked = Conversation.of("openai/gpt-5-mini", Message.user(question));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (ChatRun run = openRouter.chat().run(asked, TOOLS); // left by an exception too: then nothing more is paid
                var page = new Events(exchange.getResponseBody())) {
            page.watch(run);
            try {
                for (ChatEvent event : run) {
                    switch (event) {
                        case ChatEvent.Text(String text) -> page.send("text", text);
                        case ChatEvent.Reasoning(String text) -> page.send("reasoning", text);
                        case ChatEvent.ToolCalled(ToolCall call) ->
                            page.send("call", call.name() + " " + call.arguments());
                        case ChatEvent.ToolFinished(ToolResult result) -> page.send("result", result.text());
                        case ChatEvent.ToolFailed(ToolResult result) -> page.send("failed", result.text());
                        case ChatEvent.Ended(var end) ->
                            page.send("end", end + ", " + run.conversation().tokens() + " tokens");
                        default -> {}
                    }
                }
            } catch (OpenRouterException failure) {
                page.send("failure", failure.getClass().getSimpleName() + ": " + failure.getMessage());
            }
        }
    }

    /** Server-sent events, each of one JSON object whose one member says what it is. */
    private static final class Events implements AutoCloseable {
        private final OutputStream out;

        Events(OutputStream out) {
            this.out = out;
        }

        void send(String kind, String text) throws IOException {
            write("data: " + JsonObject.of(kind, Json.of(text)).toText() + "\n\n");
        }

        /** Ends the run when the browser has left, which shows only where something is written: so a comment is, at times. */
        void watch(ChatRun run) {
            Thread.startVirtualThread(() -> {
                try (run) {
                    while (true) {
                        Thread.sleep(500);
                        write(":\n\n");
                    }
                } catch (IOException | InterruptedException left) {
                    // or all has been sent: either way the run is closed
                }
            });
        }

        private synchronized void write(String event) throws IOException {
            out.write(event.getBytes(UTF_8));
            out.flush();
        }

        @Override
        public synchronized void close() throws IOException {
            out.close();
        }
    }

    private static void page(HttpExchange exchange) throws IOException {
        try (var page = StreamToABrowser.class.getResourceAsStream("stream-to-a-browser.html")) {
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "text/html; charset=utf-8");
            headers.set("Content-Security-Policy", "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'");
            send(exchange, 200, new String(Objects.requireNonNull(page).readAllBytes(), UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
