package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ClientTool;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** {@code --tool http}: the model writes a request, this machine sends it. Redirections are for the model to follow. */
final class HttpTool {
    private static final JsonObject PARAMETERS = (JsonObject) Json.parse("""
        {"type":"object","properties":{\
        "method":{"type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE"]},\
        "url":{"type":"string"},\
        "headers":{"type":"object","additionalProperties":{"type":"string"}},\
        "body":{"type":"string"}},"required":["method","url"],"additionalProperties":false}\
        """);

    private HttpTool() {}

    /** @param limit after which an answer is given up */
    static ClientTool of(Duration limit) {
        String description =
                "Sends an HTTP request from the user's machine. Gives the answer's status, headers and body;"
                        + " redirections are not followed.";
        return Tool.function("http", description, PARAMETERS)
                .calls(HttpTool::call)
                .timeLimit(limit);
    }

    private static String call(JsonObject arguments) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ShellTool.text(arguments, "url")));
        JsonObject headers = arguments.object("headers");
        for (Map.Entry<String, Json> header :
                (headers == null ? JsonObject.EMPTY : headers).members().entrySet()) {
            String value = header.getValue() instanceof JsonString(String text)
                    ? text
                    : header.getValue().toText();
            request.header(header.getKey(), value);
        }
        String body = arguments.string("body");
        return send(request.method(
                ShellTool.text(arguments, "method"),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** Sends the request, and gives status, headers and as much of the body as a model should read. */
    static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // it would offer an upgrade, which not every server takes well
                .build()) {
            try {
                HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
                var told = new StringBuilder("HTTP status " + response.statusCode() + "\n");
                response.headers()
                        .map()
                        .forEach((name, values) -> values.forEach(value ->
                                told.append(name).append(": ").append(value).append('\n')));
                told.append('\n');
                var output = new ClippedOutput();
                try (InputStream in = response.body()) {
                    output.read(in);
                    return told.append(output.text()).toString();
                } catch (IOException broken) {
                    return told.append(output.text()) + "[the body broke off: " + broken.getMessage() + "]";
                }
            } finally {
                client.shutdownNow(); // closing alone would wait
            }
        }
    }
}
