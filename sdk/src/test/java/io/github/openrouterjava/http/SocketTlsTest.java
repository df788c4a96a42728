package io.github.openrouterjava.http;

import io.github.openrouterjava.RawServer;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketTlsTest {
    private static SSLContext context;
    private static SocketTransport transport;

    @BeforeAll
    static void makeKeys(@TempDir Path folder) throws Exception {
        context = TlsKeys.make(folder, "good", "-ext", "san=ip:127.0.0.1,dns:localhost");
        transport = SocketTransport.builder().sslContext(context).build();
    }

    @AfterAll
    static void close() {
        transport.close();
    }

    @Nested
    class KeepsToTheExchange extends ExchangeContract {
        @Override
        Transport transport() {
            return transport;
        }

        @Override
        RawServer answering(RawServer.Script script) throws IOException {
            return TlsKeys.answering(context, script);
        }
    }

    @Nested
    class Closes extends CloseContract {
        @Override
        Transport transport() {
            return transport;
        }

        @Override
        RawServer answering(RawServer.Script script) throws IOException {
            return TlsKeys.answering(context, script);
        }
    }
}
