package io.github.openrouterjava.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SseReaderTest {

    /** What a body reads as; an event is its data, or its type, an arrow and its data. */
    private record Found(List<String> events, @Nullable String pending, long comments, int ignored) {}

    private record Case(String claim, String body, Found found) {
        Case pending(String data) {
            return new Case(claim, body, new Found(found.events, data, found.comments, found.ignored));
        }

        Case comments(long count) {
            return new Case(claim, body, new Found(found.events, found.pending, count, found.ignored));
        }

        Case ignored(int count) {
            return new Case(claim, body, new Found(found.events, found.pending, found.comments, count));
        }
    }

    private static Case of(String claim, String body, String... events) {
        return new Case(claim, body, new Found(List.of(events), null, 0, 0));
    }

    private static Stream<Case> cases() {
        return Stream.of(
                of("an empty body has no event", ""),
                of("blank lines are no events", "\n\n\r\r\r\n\r\n"),
                of("lines end by LF", "data: a\n\ndata: b\n\n", "a", "b"),
                of("lines end by CR", "data: a\r\rdata: b\r\r", "a", "b"),
                of("lines end by CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", "a", "b"),
                of(
                        "line ends may be mixed",
                        "data: a\r\n\ndata: b\r\rdata: c\n\r\ndata: d\n\rdata: e\r\r\n",
                        "a",
                        "b",
                        "c",
                        "d",
                        "e"),
                of("LF then CR are two line ends", "data: a\n\rdata: b\n\r", "a", "b"),
                of("lines are joined by LF", "data: a\ndata: b\r\ndata:c\rdata: \n\n", "a\nb\nc\n"),
                of("empty lines are joined too", "data\ndata:\ndata: \n\n", "\n\n"),
                of("data without a colon is empty data", "data\n\n", ""),
                of("data with nothing after the colon is empty data", "data:\n\n", ""),
                of("an empty line of data before another", "data\ndata: x\n\n", "\nx"),
                of("the standard's own example", "data\n\ndata\ndata\n\ndata:", "", "\n")
                        .pending(""),
                of("a space after the colon is no data", "data:a\n\ndata: a\n\n", "a", "a"),
                of("a second space is data, and so is a tab", "data:  a\n\ndata:\ta\n\n", " a", "\ta"),
                of("a colon in the data is data", "data:: a:b\n\n", ": a:b"),
                of("a BOM at the start is skipped", "\ufeffdata: a\n\n", "a"),
                of("a BOM before a comment is skipped", "\ufeff: hi\ndata: a\n\n", "a")
                        .comments(1),
                of("a BOM alone is nothing", "\ufeff"),
                of("a BOM on a line of its own is nothing", "\ufeff\ndata: a\n\n", "a"),
                of("only one BOM is skipped", "\ufeff\ufeffdata: a\n\ndata: b\n\n", "b")
                        .ignored(1),
                of("a BOM elsewhere is no BOM", "\n\ufeffdata: a\n\ndata: \ufeffb\n\n", "\ufeffb")
                        .ignored(1),
                of("comments are no events", ": a\n:\n\n:b\r\n\r\n").comments(3),
                of("a comment and a blank line between events", ": a\n\ndata: x\n\n: b\n\ndata: y\n\n", "x", "y")
                        .comments(2),
                of("a comment within an event", "data: x\n: a\ndata: y\n\n", "x\ny")
                        .comments(1),
                of("id and retry are passed over", "id: 7\nretry: 10\nid\nretry\ndata: x\nid:\n\n", "x"),
                of("an event's type", "event: error\ndata: x\n\ndata: y\n\n", "error -> x", "y"),
                of("the type may follow the data", "data: x\nevent:add\n\n", "add -> x"),
                of("the last type counts", "event: a\nevent: b\ndata: x\n\n", "b -> x"),
                of("an empty type is none", "event: a\nevent\ndata: x\n\nevent: a\nevent: \ndata: y\n\n", "x", "y"),
                of("an event without data is none, its type is forgotten", "event: a\n\ndata: x\n\n", "x"),
                of(
                                "field names are compared byte by byte",
                                "Data: a\nDATA: b\n data: c\ndata : d\ndat: e\ndatas: f\n\n")
                        .ignored(6),
                of("an unknown field is ignored but counted", "error: {}\ndata: x\nfoo\n\n", "x")
                        .ignored(2),
                of("[DONE] is data like any other", "data: [DONE]\n\ndata: x\n\n", "[DONE]", "x"),
                of("text in many alphabets", "data: äöü €uro 😀 日本\n\n", "äöü €uro 😀 日本"),
                of(
                        "separators that are no line ends",
                        "data: a\u2028b\u0085c\u000bd\fe\u0000f\tg\n\n",
                        "a\u2028b\u0085c\u000bd\fe\u0000f\tg"),
                of("the end before the blank line", "data: a\n\ndata: b\n", "a").pending("b"),
                of("the end before the line's end", "data: a\n\ndata: b", "a").pending("b"),
                of("the end after a CR", "data: a\r").pending("a"),
                of("the end within many lines", "event: e\ndata: a\ndata: b").pending("e -> a\nb"),
                of("the end within a field's name", "data: a\ndat").pending("a"),
                of("the end within the first field's name", "\ufeffda"),
                of("the end of another format", "data: a\n\ndone", "a").ignored(1),
                of("the end in a comment", "data: a\n\n: b", "a").comments(1),
                of("the end in a foreign line", "data: a\n\nerror: x", "a").ignored(1));
    }

    @TestFactory
    Stream<DynamicTest> eachBodyReadsTheSameAtEverySplit() {
        return cases().map(test -> DynamicTest.dynamicTest(test.claim, () -> {
            byte[] body = test.body.getBytes(UTF_8);
            assertEquals(test.found, read(new ByteArrayInputStream(body)), "whole");
            assertEquals(test.found, read(Pieces.ofSize(body, 1)), "byte by byte");
            for (int cut = 1; cut < body.length; cut++) {
                assertEquals(test.found, read(Pieces.cutAt(body, cut)), "cut at " + cut);
            }
        }));
    }

    private static Found read(InputStream in) throws IOException {
        var reader = new SseReader(in);
        List<String> events = new ArrayList<>();
        while (reader.next()) {
            events.add(text(reader));
        }
        return new Found(events, reader.pending() ? text(reader) : null, reader.comments(), reader.ignoredLines());
    }

    private static String text(SseReader reader) {
        String data = new String(reader.data(), reader.from(), reader.to() - reader.from(), UTF_8);
        return reader.event() == null ? data : reader.event() + " -> " + data;
    }
}
