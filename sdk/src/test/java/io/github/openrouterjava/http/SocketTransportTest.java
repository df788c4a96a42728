package io.github.openrouterjava.http;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SocketTransportTest {
    private static final SocketTransport TRANSPORT = new SocketTransport();

    @AfterAll
    static void close() {
        TRANSPORT.close();
    }

    @Nested
    class KeepsToTheExchange extends ExchangeContract {
        @Override
        Transport transport() {
            return TRANSPORT;
        }
    }

    @Nested
    class Closes extends CloseContract {
        @Override
        Transport transport() {
            return TRANSPORT;
        }
    }
}
