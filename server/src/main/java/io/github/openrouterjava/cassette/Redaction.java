package io.github.openrouterjava.cassette;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.openrouterjava.cassette.Cassette.Piece;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes secrets out of what is kept: those given, and what looks like a provider's key. Each character of one becomes an
 * asterisk; in an answer also where it came in several pieces, or in the texts of several chunks.
 */
public final class Redaction {
    private static final int SHORTEST = 8; // a shorter one is a word like any other
    private static final String KEYS = "\\b(?:[sr]k-[A-Za-z0-9_-]{16,}|gsk_[A-Za-z0-9]{20,}|xai-[A-Za-z0-9]{20,}"
            + "|hf_[A-Za-z0-9]{20,}|AIza[A-Za-z0-9_-]{30,})";
    private static final Pattern LINE = Pattern.compile("(?:^|(?<=[\r\n]))(?:data: ?|)([\\[{][^\r\n]*)");

    private final Pattern secrets;

    private Redaction(Collection<String> known) {
        secrets = Pattern.compile(Stream.concat(
                        known.stream()
                                .filter(secret -> secret.length() >= SHORTEST)
                                .map(Pattern::quote),
                        Stream.of(KEYS))
                .collect(Collectors.joining("|")));
    }

    /** Takes out the key that the request brings, and others that are known, where they have eight characters or more. */
    public static Redaction of(HttpRequest request, Collection<String> known) {
        var all = new ArrayList<>(known);
        String brought = request.headers().first("authorization");
        if (brought != null) {
            all.add(brought.replaceFirst("^\\S+\\s+", ""));
        }
        return new Redaction(all);
    }

    /** The same without secrets. */
    public Cassette redacted(Cassette cassette) {
        HttpRequest asked = cassette.request();
        HttpResponseHead head = cassette.head();
        return new Cassette(
                cassette.begun(),
                new HttpRequest(
                        asked.method(),
                        asked.uri(),
                        headers(asked.headers()),
                        redacted(asked.body().bytes())),
                head == null ? null : new HttpResponseHead(head.status(), headers(head.headers())),
                cassette.headAt(),
                cassette.pieces() == null ? null : pieces(cassette.pieces()),
                cassette.end(),
                cassette.endAt());
    }

    /** A body of one piece without secrets. */
    byte[] redacted(byte[] body) {
        return pieces(List.of(new Piece(0, body))).getFirst().bytes();
    }

    private Headers headers(Headers headers) {
        return new Headers(headers.fields().stream()
                .map(field -> new Headers.Field(field.name(), redacted(field.value())))
                .toList());
    }

    /** A document of our own without secrets. */
    public JsonObject redacted(JsonObject document) {
        return (JsonObject) Strings.without(secrets, List.of(document)).getFirst();
    }

    /** A text without secrets. */
    public String redacted(String text) {
        return secrets.matcher(text).replaceAll(found -> "*".repeat(found.end() - found.start()));
    }

    /** The pieces without what is a secret once they are put together; each still ends where it ended. */
    private List<Piece> pieces(List<Piece> pieces) {
        var ends = new ArrayList<Integer>();
        int length = 0;
        for (Piece piece : pieces) {
            length += piece.bytes().length;
            ends.add(length);
        }
        // A character a byte, so that places in one are places in the other.
        String all = redacted(new String(Cassette.joined(pieces), ISO_8859_1));
        for (Change change : changes(all)) {
            all = all.substring(0, change.from()) + change.line() + all.substring(change.to());
            ends.replaceAll(change::moved);
        }
        var clean = new ArrayList<Piece>();
        int from = 0;
        for (int i = 0; i < ends.size(); i++) {
            String part = all.substring(from, ends.get(i));
            clean.add(new Piece(pieces.get(i).at(), part.getBytes(ISO_8859_1)));
            from = ends.get(i);
        }
        return clean;
    }

    /** A line that becomes another. */
    private record Change(int from, int to, String line) {
        int moved(int place) {
            if (place >= to) {
                return place - (to - from) + line.length();
            }
            return place <= from ? place : Math.min(place, from + line.length());
        }
    }

    /** What is to be changed in the whole where it is a JSON document, else in lines that are; the last line first. */
    private List<Change> changes(String all) {
        var lines = new ArrayList<Change>();
        var documents = new ArrayList<Json>();
        Json whole = CassetteJson.document(all.getBytes(ISO_8859_1));
        if (!(whole instanceof JsonString)) {
            documents.add(whole);
            lines.add(new Change(0, all.length(), ""));
        } else {
            for (Matcher line = LINE.matcher(all); line.find(); ) {
                Json document = CassetteJson.document(line.group(1).getBytes(ISO_8859_1));
                if (!(document instanceof JsonString)) { // which has been looked through
                    documents.add(document);
                    lines.add(new Change(line.start(1), line.end(1), ""));
                }
            }
        }
        List<Json> covered = Strings.without(secrets, documents);
        var changes = new ArrayList<Change>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (!covered.get(i).equals(documents.get(i))) {
                String line = new String(covered.get(i).toBytes(), ISO_8859_1);
                changes.add(new Change(lines.get(i).from(), lines.get(i).to(), line));
            }
        }
        return changes;
    }
}
