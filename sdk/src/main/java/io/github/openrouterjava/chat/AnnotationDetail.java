package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A note on a message, told apart by {@code type}: where a statement comes from, or what a file holds. */
public sealed interface AnnotationDetail extends Wire {

    /** A source on the web, {@code url_citation}. */
    record UrlCitation(@Nullable Citation urlCitation, JsonObject extra) implements AnnotationDetail {
        static UrlCitation read(WireReader in) {
            Citation urlCitation = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> in.string();
                    case "url_citation" -> urlCitation = in.object() ? Citation.read(in) : null;
                    default -> in.keep();
                }
            }
            return new UrlCitation(urlCitation, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", "url_citation")
                    .member("url_citation", urlCitation)
                    .end();
        }
    }

    /**
     * What is cited, and which part of the text cites it.
     *
     * @param startIndex the first character of that part
     * @param endIndex the first character after it
     * @param content an excerpt of the source
     */
    record Citation(
            @Nullable String url,
            @Nullable String title,
            @Nullable Integer startIndex,
            @Nullable Integer endIndex,
            @Nullable String content,
            JsonObject extra)
            implements Wire {
        static Citation read(WireReader in) {
            String url = null;
            String title = null;
            Integer startIndex = null;
            Integer endIndex = null;
            String content = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "url" -> url = in.string();
                    case "title" -> title = in.string();
                    case "start_index" -> startIndex = in.integer();
                    case "end_index" -> endIndex = in.integer();
                    case "content" -> content = in.string();
                    default -> in.keep();
                }
            }
            return new Citation(url, title, startIndex, endIndex, content, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("url", url)
                    .member("title", title)
                    .member("start_index", startIndex)
                    .member("end_index", endIndex)
                    .member("content", content)
                    .end();
        }
    }

    /** A file that was parsed, {@code file}: sent back with the message, it need not be parsed again. */
    record File(@Nullable ParsedFile file, JsonObject extra) implements AnnotationDetail {
        static File read(WireReader in) {
            ParsedFile file = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> in.string();
                    case "file" -> file = in.object() ? ParsedFile.read(in) : null;
                    default -> in.keep();
                }
            }
            return new File(file, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", "file")
                    .member("file", file)
                    .end();
        }
    }

    /**
     * A file's parsed content.
     *
     * @param hash what the file is known by
     */
    record ParsedFile(@Nullable String hash, @Nullable String name, List<ContentPart> content, JsonObject extra)
            implements Wire {
        static ParsedFile read(WireReader in) {
            String hash = null;
            String name = null;
            List<ContentPart> content = List.of();
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "hash" -> hash = in.string();
                    case "name" -> name = in.string();
                    case "content" -> content = in.listOfAny(Unions::contentPart);
                    default -> in.keep();
                }
            }
            return new ParsedFile(hash, name, content, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("hash", hash)
                    .member("name", name)
                    .list("content", content)
                    .end();
        }
    }

    /** A note of a kind that this version does not know, as it came. */
    record Unknown(Json json) implements AnnotationDetail {
        @Override
        public void write(JsonWriter out) {
            out.value(json);
        }
    }
}
