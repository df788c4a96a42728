package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.LONG;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.inTurn;
import static io.github.openrouterjava.chat.Wires.text;
import static io.github.openrouterjava.chat.Wires.whole;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.call.Clock;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ConnectionException;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.JdkHttpTransport;
import io.github.openrouterjava.http.RequestBodyException;
import io.github.openrouterjava.http.SocketTransport;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on their way to the server: read while they are sent, again for each attempt, and never sent in part as whole. */
@Timeout(60)
class UploadTest {
    /** More than all buffers between hold. */
    private static final int LARGE = 24 << 20;

    private final LinkedBlockingQueue<RawServer.Request> requests = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    enum By {
        SOCKET,
        JDK;

        OpenRouter.Builder client(RawServer server) {
            return Wires.builder(server)
                    .transport(this == JDK ? JdkHttpTransport.create(Duration.ofSeconds(10)) : new SocketTransport());
        }
    }

    private RawServer.Script keeping(RawServer.Script answering) {
        return connection -> {
            requests.add(connection.readRequest());
            answering.run(connection);
        };
    }

    /** As {@link Wires#stream}, for a request that has been read. */
    private static void hello(RawServer.Connection connection) throws IOException {
        connection.send(Wires.head() + RawServer.chunk(text("Hello") + STOP + DONE) + RawServer.lastChunk());
    }

    @ParameterizedTest
    @EnumSource
    void filesArriveWholeBetweenWhatIsAroundThem(By by) throws Exception {
        Path film = file("film.mp4", 5_000_000);
        Path page = file("page.pdf", 100);
        var request = ChatRequest.of(
                        "test/model",
                        Message.system("Grüße"),
                        Message.user(ContentPart.text("what?"), ContentPart.video(film), ContentPart.file(page)),
                        Message.user(ContentPart.image(new byte[] {1, 2, 3, 4}, "image/png")))
                .temperature(0.5);
        try (var server = RawServer.answering(keeping(UploadTest::hello));
                var openRouter = by.client(server).build()) {
            assertEquals("Hello", whole(openRouter.chat().stream(request)).text());
            RawServer.Request seen = requests.remove();
            assertEquals(request.stream(true).toJson(), seen.text());
            assertEquals(String.valueOf(seen.body().length), seen.headers().first("Content-Length"));
            assertFalse(isOpen(film));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherAttemptSendsTheFileAgain(By by) throws Exception {
        Path film = file("film.mp4", 1_000_000);
        try (var server = RawServer.answering(inTurn(
                        keeping(connection ->
                                connection.send(RawServer.head(503, "Connection", "close", "Content-Length", "0"))),
                        keeping(connection -> connection.reset()),
                        keeping(UploadTest::hello)));
                var openRouter = by.client(server).build()) {
            assertEquals("Hello", whole(openRouter.chat().stream(ask(film))).text());
            assertEquals(3, requests.size());
            byte[] first = requests.remove().body();
            assertArrayEquals(first, requests.remove().body());
            assertArrayEquals(first, requests.remove().body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHookSeesTheBodyAndMayPassItOn(By by) throws Exception {
        Path film = file("film.mp4", 100_000);
        var seen = new CompletableFuture<byte[]>();
        try (var server = RawServer.answering(keeping(UploadTest::hello));
                var openRouter = by.client(server)
                        .beforeRequest(request -> {
                            seen.complete(request.body().bytes());
                            return new HttpRequest(request.method(), request.uri(), request.headers(), request.body());
                        })
                        .build()) {
            whole(openRouter.chat().stream(ask(film)));
            assertArrayEquals(requests.remove().body(), seen.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsGoneEndsTheCall(By by) throws Exception {
        Path film = file("film.mp4", 1000);
        ChatRequest request = ask(film);
        Files.delete(film);
        try (var server = RawServer.answering(keeping(UploadTest::hello));
                var openRouter = by.client(server).build()) {
            var stream = openRouter.chat().stream(request);
            var failure = Wires.failure(ConnectionException.class, StreamEnd.INTERRUPTED, stream);
            assertEquals("Not sent: the request's body can't be read: no such file: " + film, failure.getMessage());
            assertInstanceOf(NoSuchFileException.class, failure.getCause().getCause());
            assertFalse(failure.retryable());
            assertThrows(ConnectionException.class, () -> openRouter.chat().complete(request));
            if (by == By.SOCKET) {
                assertEquals(0, server.connections());
            }
            for (RawServer.Request cut : requests) {
                assertThrows(JsonException.class, () -> Json.parse(cut.body()), "a whole request");
            }
        }
    }

    /** The change comes when a part is on its way: what follows the file must not take the place of what is missing. */
    @ParameterizedTest
    @CsvSource({"SOCKET,-1", "SOCKET,1", "JDK,-1", "JDK,1"})
    void aFileThatChangesItsLengthOnTheWayIsNoWholeRequest(By by, int change) throws Exception {
        Path film = file("film.mp4", LARGE);
        var missing = new CompletableFuture<Long>();
        try (var server = RawServer.answering(connection -> {
                    long length = Long.parseLong(connection.readHead().headers().first("Content-Length"));
                    long read = connection.read(1 << 20).length;
                    try (var file = new RandomAccessFile(film.toFile(), "rw")) {
                        file.setLength(LARGE + change);
                    }
                    try {
                        for (int n = 1; n > 0; read += n) {
                            n = connection.read(1 << 16).length;
                        }
                    } catch (IOException reset) {
                        // As good as an end.
                    }
                    missing.complete(length - read);
                });
                var openRouter = by.client(server).build()) {
            var stream = openRouter.chat().stream(ask(film));
            var failure = Wires.failure(ConnectionException.class, StreamEnd.INTERRUPTED, stream);
            assertTrue(
                    failure.getMessage()
                            .endsWith("film.mp4 (video/mp4, " + LARGE + " bytes) has become "
                                    + (change < 0 ? "shorter" : "longer") + " since it was attached"),
                    failure.getMessage());
            assertInstanceOf(RequestBodyException.class, failure.getCause());
            assertTrue(missing.get(10, TimeUnit.SECONDS) > 0, () -> missing + " bytes are missing");
            assertEquals(1, server.connections());
            assertFalse(isOpen(film));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusalBeforeTheFileIsWholeIsRead(boolean serverLeaves) throws Exception {
        Path film = file("film.mp4", LARGE);
        var over = new CountDownLatch(1);
        String body = "{\"error\":{\"code\":413,\"message\":\"Too large\"}}";
        try (var server = RawServer.answering(connection -> {
                    connection.readHead();
                    connection.send(RawServer.head(413, "Content-Length", "" + body.length()) + body);
                    if (!serverLeaves) {
                        over.await(10, TimeUnit.SECONDS);
                    }
                });
                var openRouter = By.SOCKET.client(server).build()) {
            var refused =
                    assertThrows(ApiException.class, () -> openRouter.chat().complete(ask(film)));
            over.countDown();
            assertEquals(413, refused.status());
            assertFalse(isOpen(film));
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsTheSending(By by) throws Exception {
        Path film = file("film.mp4", LARGE);
        var sending = new CountDownLatch(1);
        var left = new CompletableFuture<Boolean>();
        try (var server = RawServer.answering(connection -> {
                    connection.readHead();
                    connection.read(1 << 20);
                    sending.countDown();
                    left.complete(connection.awaitClosedByPeer(LONG));
                });
                var openRouter = by.client(server).build()) {
            ChatStream stream = openRouter.chat().stream(ask(film));
            Thread.ofVirtual().start(() -> {
                try {
                    sending.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                stream.close();
            });
            assertThrows(StreamCancelledException.class, stream::next);
            assertTrue(left.get(10, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClockRunsWhileAServerTakesNothing(By by) throws Exception {
        Path film = file("film.mp4", LARGE);
        try (var server = RawServer.answering(connection -> {
                    connection.readHead();
                    var unused = connection.awaitClosedByPeer(LONG);
                });
                var openRouter = by.client(server)
                        .clocks(Clocks.DEFAULT.firstToken(Duration.ofMillis(300)))
                        .build()) {
            var late =
                    Wires.failure(StreamTimeoutException.class, StreamEnd.TIMEOUT, openRouter.chat().stream(ask(film)));
            assertEquals(Clock.FIRST_TOKEN, late.clock());
        }
    }

    /** 64 MB, 86 MB of base64, through a heap of 48 MB. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileIsNeverInMemoryAsAWhole(boolean jdk) throws Exception {
        int size = 64 << 20;
        Path film = folder.resolve("film.mp4");
        try (var file = new RandomAccessFile(film.toFile(), "rw")) {
            file.setLength(size);
        }
        var came = new AtomicLong();
        try (var server = RawServer.answering(connection -> {
            long length = Long.parseLong(connection.readHead().headers().first("Content-Length"));
            while (came.get() < length) {
                came.addAndGet(connection.read((int) Math.min(1 << 16, length - came.get())).length);
            }
            String body = "{\"choices\":[{\"message\":{\"content\":\"seen\"}}]}";
            connection.send(RawServer.head(200, "Content-Length", "" + body.length()) + body);
        })) {
            Path out = folder.resolve("out");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx48m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            Path.of("target", "classes")
                                    + System.getProperty("path.separator")
                                    + Path.of("target", "test-classes"),
                            FileSender.class.getName(),
                            server.uri("/v1").toString(),
                            film.toString(),
                            "" + jdk)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            try {
                assertTrue(process.waitFor(50, TimeUnit.SECONDS), "still running");
            } finally {
                process.destroyForcibly();
            }
            assertEquals("seen", Files.readString(out));
            assertTrue(came.get() > size / 3 * 4L, came + " bytes came");
        }
    }

    private static ChatRequest ask(Path film) {
        return ChatRequest.of("test/model", Message.user(ContentPart.video(film)));
    }

    private Path file(String name, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        bytes[0] = 0;
        return Files.write(folder.resolve(name), bytes);
    }

    /** Whether this process holds the file open, where the system shows that. */
    private static boolean isOpen(Path file) throws IOException {
        Path mine = Path.of("/proc/self/fd");
        if (!Files.isReadable(mine)) {
            return false;
        }
        try (var descriptors = Files.newDirectoryStream(mine)) {
            for (Path descriptor : descriptors) {
                try {
                    if (Files.readSymbolicLink(descriptor).equals(file.toRealPath())) {
                        return true;
                    }
                } catch (NoSuchFileException closedMeanwhile) {
                    // Which is what is asked.
                }
            }
        }
        return false;
    }
}
