package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Runs what most runs of the command line load, for the archive of loaded classes that the script beside it keeps: an answer
 * over a socket, an answer of this process, and the beginning of TLS. Nothing of it leaves this machine.
 */
final class Training {
    private static final String ANSWER = """
        HTTP/1.1 200 OK\r
        Content-Type: text/event-stream\r
        Transfer-Encoding: chunked\r
        \r
        """;

    private static final String[] EVENTS = {
        "{\"role\":\"assistant\",\"content\":\"\",\"reasoning\":\"Hm\"},\"finish_reason\":null}]",
        "{\"content\":\"Hel\"},\"finish_reason\":null}]",
        "{\"content\":\"lo\"},\"finish_reason\":null}]",
        "{\"content\":\"\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"cost\":0.1}"
    };

    private Training() {}

    public static void main(String[] none) throws IOException, GeneralSecurityException {
        Shell process = Shell.ofProcess();
        var shell =
                new Shell(process.in(), process.out(), process.err(), Map.of("OPENROUTER_API_KEY", "sk-training"), "");
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> answer(server));
            String url = "http://localhost:" + server.getLocalPort() + "/v1";
            Main.run(new String[] {"chat", "--base-url", url, "-m", "training", "Hello"}, shell);
        }
        Main.run(new String[] {"chat", "-m", "offline/echo", "Hello"}, shell);
        greetByTls();
    }

    private static void answer(ServerSocket server) {
        try (Socket connection = server.accept()) {
            var request = new StringBuilder();
            InputStream in = connection.getInputStream();
            while (request.indexOf("\"stream\":true}") < 0) {
                request.append((char) in.read());
            }
            var answer = new StringBuilder(ANSWER);
            for (String delta : EVENTS) {
                chunk(answer, "data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":" + delta + "}\n\n");
            }
            chunk(answer, "data: [DONE]\n\n");
            connection
                    .getOutputStream()
                    .write(answer.append("0\r\n\r\n").toString().getBytes(UTF_8));
        } catch (IOException noMatter) {
            return; // the run says so
        }
    }

    private static void chunk(StringBuilder to, String event) {
        to.append(Integer.toHexString(event.length()))
                .append("\r\n")
                .append(event)
                .append("\r\n");
    }

    /** Reads the machine's authorities and writes the first message of a handshake, to nobody. */
    private static void greetByTls() throws IOException, GeneralSecurityException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        engine.beginHandshake();
        engine.wrap(
                ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    }
}
