package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of one answer. */
class ChatEventsTest {
    /** A chunk with these deltas, of the choices 0, 1 and so on. */
    private static String chunk(String... deltas) {
        var choices = new ArrayList<String>();
        for (String delta : deltas) {
            choices.add("{\"index\":" + choices.size() + ",\"delta\":{" + delta + "}}");
        }
        return Wires.event("{\"choices\":[" + String.join(",", choices) + "]}");
    }

    private static ChatEvents events(String... events) {
        return ChatEvents.of(
                ChatStream.of(new ByteArrayInputStream(String.join("", events).getBytes(UTF_8))));
    }

    /** The events by their names and what they bring. */
    private static List<String> told(ChatEvents events) {
        var told = new ArrayList<String>();
        for (ChatEvent event : events) {
            told.add(
                    switch (event) {
                        case ChatEvent.Image(ImageOutput image) -> "image " + image.url();
                        case ChatEvent.Audio(AudioOutput piece) -> "audio " + piece.transcript();
                        case ChatEvent.Annotation(AnnotationDetail annotation) -> "annotation";
                        case ChatEvent.ToolCalled(ToolCall call) -> "called " + call.id();
                        case ChatEvent.TurnFinished(ChatCompletion completion) -> "turn " + completion.finishReason();
                        case ChatEvent.ToolCallDelta(int place, String name, String piece) ->
                            place + " " + name + " " + piece;
                        case ChatEvent.Text(String text) -> "text " + text;
                        case ChatEvent.Reasoning(String text) -> "reasoning " + text;
                        case ChatEvent.Refusal(String text) -> "refusal " + text;
                        default -> event.toString();
                    });
        }
        return told;
    }

    @Test
    void allThatADeltaBringsIsTold() {
        assertEquals(
                List.of(
                        "reasoning Hm.",
                        "text Here.",
                        "refusal No.",
                        "audio Hello",
                        "image data:,a",
                        "image data:,b",
                        "annotation",
                        "turn stop"),
                told(events(
                        chunk("\"content\":\"Here.\",\"reasoning\":\"Hm.\",\"refusal\":\"No.\","
                                + "\"audio\":{\"transcript\":\"Hello\"},\"images\":["
                                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,a\"}},"
                                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,b\"}}],\"annotations\":["
                                + "{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://example.com\"}}]"),
                        chunk("\"content\":\"\",\"refusal\":\"\""),
                        Wires.STOP,
                        Wires.DONE)));
    }

    @Test
    void ofSeveralChoicesTheFirstIsTold() {
        assertEquals(
                List.of("text one", "turn stop"),
                told(events(chunk("\"content\":\"one\"", "\"content\":\"two\""), Wires.STOP, Wires.DONE)));
    }

    @Test
    void callsAreToldInTheOrderInWhichTheyBeganEachByItsPlaceAndName() {
        String first = "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\"}}";
        String second = "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"tides\",\"arguments\":\"{}\"}}";
        String rest = "{\"index\":0,\"function\":{\"arguments\":\"}\"}}";
        assertEquals(
                List.of("0 weather {", "1 tides {}", "0 weather }", "called a", "called b", "turn tool_calls"),
                told(events(
                        chunk("\"tool_calls\":[" + first + "," + second + "]"),
                        chunk("\"tool_calls\":[" + rest + "]"),
                        Wires.finish("tool_calls"),
                        Wires.DONE)));
    }

    @Test
    void theCallsOfAnAnswerThatIsCutOffAreNotToldAsComplete() {
        ChatEvents events =
                events(chunk("\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"weather\"}}]"));
        assertEquals(new ChatEvent.ToolCallDelta(0, "weather", ""), events.next());
        assertThrows(StreamInterruptedException.class, events::next);
        assertThrows(StreamInterruptedException.class, events::next);
    }

    @Test
    void afterTheLastEventThereIsNone() {
        ChatEvents events = events(Wires.STOP, Wires.DONE);
        assertEquals(List.of("turn stop"), told(events));
        assertNull(events.next());
    }
}
