package io.github.openrouterjava.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final String README = """
        [![build](badge)](link)

        # Streams of text

        Run it:

        ```sh
        # not a heading
        ./openrouter chat "Why is the sky blue?"

        ./openrouter chat hi
        ```

        It prints as it `Message.user("Why is the sky blue?")` came, see [blue](docs/sky.md).

        ## Cancelling

        Call `close()`. Retries stop.
        """;

    @Test
    void anExampleIsNotTheSubject() {
        var search = new Search(Map.of("README.md", README.replace("[blue]", "[there]")));
        assertNull(search.best("Why is the sky blue?"));
        assertNotNull(search.best("run streams"));
    }

    @Test
    void theFormsOfAWordAreOneWord() {
        var search = new Search(Map.of("README.md", README));
        for (String question :
                List.of("how to cancel", "cancelled", "closing it", "closed", "does it retry", "calls?")) {
            Section found = search.best(question);
            assertNotNull(found, question);
            assertEquals("Cancelling", found.heading(), question);
        }
    }

    @Test
    void codeStaysWholeAndHidesItsHashes() {
        List<Section> sections = Section.of("README.md", README);
        assertEquals(
                List.of("Streams of text", "Cancelling"),
                sections.stream().map(Section::heading).toList());
        assertTrue(sections.getFirst().blocks().get(1).endsWith("chat hi\n```"));
        assertFalse(sections.toString().contains("badge"));
    }

    @Test
    void aFenceThatNeverClosesLosesNothing() {
        List<Section> sections = Section.of("a.md", "# A\n\n```\n# b\n\nc");
        assertEquals(List.of("```\n# b\n\nc"), sections.getFirst().blocks());
    }

    @Test
    void anExcerptIsShort() {
        String table = "| a | b |\n".repeat(5000);
        String excerpt =
                Section.of("a.md", "# A\n\n" + table + "\n\nMore").getFirst().excerpt();
        assertTrue(excerpt.length() < 2000 && excerpt.endsWith("…"), excerpt);
    }
}
