package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClippedOutputTest {
    private static String clipped(String text) throws IOException {
        var output = new ClippedOutput();
        output.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
        return output.text();
    }

    @Test
    void whatFitsIsWholeWhereverTheHalvesMeet() throws IOException {
        for (String text : new String[] {"", "\n", "a\n", "é".repeat(100) + "\n"}) {
            assertEquals(text, clipped(text));
        }
        for (int before = ClippedOutput.HALF - 5; before <= ClippedOutput.HALF + 1; before++) {
            String text = "a".repeat(before) + "😀 and more\n";
            assertEquals(text, clipped(text));
        }
        String most = "a".repeat(2 * ClippedOutput.HALF - 1) + "\n";
        assertEquals(most, clipped(most));
    }

    @Test
    void noCharacterIsCutAtAnyPlace() throws IOException {
        for (String character : new String[] {"a", "é", "€", "😀"}) {
            for (int shift = 0; shift < 5; shift++) {
                String text = "-".repeat(shift) + character.repeat(20_000) + "\n";
                text = text.getBytes(UTF_8).length > 2 * ClippedOutput.HALF ? text : text.repeat(4);
                String clipped = clipped(text);
                assertFalse(clipped.contains("\ufffd"), character + " at " + shift);
                assertTrue(clipped.startsWith("-".repeat(shift) + character), character + " at " + shift);
                assertTrue(clipped.endsWith(character + "\n"), character + " at " + shift);
                String[] parts = clipped.split("\n\\[|\\ bytes are left out here]\n");
                assertEquals(
                        text.getBytes(UTF_8).length,
                        parts[0].getBytes(UTF_8).length + Integer.parseInt(parts[1]) + parts[2].getBytes(UTF_8).length);
            }
        }
    }
}
