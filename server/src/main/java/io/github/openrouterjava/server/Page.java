package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.playback.Reply;
import io.github.openrouterjava.playback.Timed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The web page of chat, events and journal: these files and no others, whatever the path says. They hold no data, and so
 * are for everybody.
 */
final class Page {
    private static final String FOLDER = "/page/";
    private static final String FIRST = "index.html";
    private static final List<String> FILES = List.of(
            FIRST,
            "answer-view.js",
            "api.js",
            "app.js",
            "chart.js",
            "chat.js",
            "chunk.js",
            "composer.js",
            "dom.js",
            "event-detail.js",
            "examples.js",
            "format.js",
            "icon.svg",
            "journal.js",
            "live.js",
            "models.js",
            "parts.css",
            "recording.js",
            "sse.js",
            "stream-view.js",
            "style.css",
            "theme.js",
            "windowed.js");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** All comes from here, no text becomes a script or markup, and no other page can frame this one. */
    private static final Headers HEADERS = Headers.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private Page() {}

    /** True for the path of one of its files. */
    static boolean has(String path) {
        return file(path) != null;
    }

    /** Its file with a path that it {@linkplain #has has}. */
    static Reply at(String path) {
        String file = file(path);
        if (file == null) {
            throw new IllegalArgumentException(path);
        }
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        var head = new HttpResponseHead(200, HEADERS.with("Content-Type", String.valueOf(type)));
        return new Reply(head, List.of(new Timed(0, bytes(file))).iterator());
    }

    private static @Nullable String file(String path) {
        String name = path.equals("/") ? FIRST : path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
        return FILES.contains(name) ? name : null;
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Page.class.getResourceAsStream("page/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the resource page/" + file + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException problem) {
            throw new UncheckedIOException("page/" + file + " cannot be read", problem);
        }
    }
}
