package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class OutputTest {
    private static final String RED = "a\u001b[31mb\u0007\u009b2Jc\td\r\ne\u00e9";

    @Test
    void anAnswerCannotDriveTheTerminal() {
        assertEquals("a\ufffd[31mb\ufffd\ufffd2Jc\td\r\ne\u00e9", written(true));
    }

    @Test
    void aPipeGetsTheAnswerAsItIs() {
        assertEquals(RED, written(false));
    }

    private static String written(boolean terminal) {
        var bytes = new ByteArrayOutputStream();
        new Output(bytes, terminal).text(RED);
        return bytes.toString(UTF_8);
    }
}
