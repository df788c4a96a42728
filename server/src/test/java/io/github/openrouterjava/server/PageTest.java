package io.github.openrouterjava.server;

import static io.github.openrouterjava.server.RawClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files as a server gives them; {@link BrowserTest} uses the page. */
@Timeout(60)
class PageTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src|from|import)[= ]\"([^\"]+)\"");
    private static LocalOpenRouter server;

    @BeforeAll
    static void start() throws IOException {
        server = LocalOpenRouter.builder().port(0).key("sesame").start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/page/index.html, text/html; charset=utf-8",
        "/page/style.css, text/css; charset=utf-8",
        "/page/app.js, text/javascript; charset=utf-8",
        "/page/icon.svg, image/svg+xml"
    })
    void aFileHasItsTypeAndIsThereWithoutTheKey(String path, String type) throws IOException {
        String head = head("GET", path, "");
        assertTrue(head.startsWith("HTTP/1.1 200 "), head);
        assertTrue(head.contains("content-type: " + type), head);
    }

    @Test
    void thePolicyLetsNothingComeFromElsewhereAndNoTextBecomeCode() throws IOException {
        String head = head("GET", "/", "");
        assertTrue(head.contains("content-security-policy: default-src 'none'; script-src 'self';"), head);
        assertTrue(head.contains("require-trusted-types-for 'script'"), head);
        assertTrue(head.contains("frame-ancestors 'none'"), head);
        assertTrue(head.contains("x-content-type-options: nosniff"), head);
        assertTrue(head.contains("cache-control: no-store"), head);
        assertFalse(head.contains("unsafe"), head);
        String html = body("/");
        assertFalse(
                Pattern.compile("<style|<script>|<[^>]* (style|on\\w+)=")
                        .matcher(html)
                        .find(),
                html);
    }

    @Test
    void everyFileThatAFileNamesIsThere() throws IOException {
        for (String file : new String[] {"/", "/page/app.js", "/page/chat.js", "/page/stream-view.js"}) {
            var links = LINK.matcher(body(file));
            assertTrue(links.find(), file);
            do {
                String path = links.group(1).replaceFirst("^(\\./|page/)?", "/page/");
                assertTrue(head("HEAD", path, "").startsWith("HTTP/1.1 200 "), file + " names " + links.group(1));
            } while (links.find());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/",
                "/page",
                "/page/nothing.js",
                "/page/Page.class",
                "/page/../Page.class",
                "/page/..%2FPage.class",
                "/page/%2e%2e/Page.class",
                "/page//app.js",
                "/page/app.js/",
                "/page/./app.js",
                "/page/..%5CPage.class",
                "/page/%00",
                "//",
                "/index.html",
                "/api/v1/page/app.js"
            })
    void noOtherPathIsAFile(String path) throws IOException {
        String key = "Authorization: Bearer sesame\r\n";
        String answered = head("GET", path, key);
        assertTrue(answered.startsWith("HTTP/1.1 404 ") || answered.startsWith("HTTP/1.1 400 "), answered);
        assertTrue(head("GET", path, "").startsWith("HTTP/1.1 4"), path);
    }

    @Test
    void aRequestForTheHeadGetsNoBody() throws IOException {
        try (var client = new RawClient(server.uri())) {
            String head = client.send(request("HEAD", "/", "", "")).head();
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            client.send(request("GET", "/health", "", ""));
            assertEquals("{\"status\":\"ok\"}", client.body(client.head()));
        }
    }

    @Test
    void whatHoldsDataIsNotThereWithoutTheKey() throws IOException {
        for (String path : new String[] {"/journal", "/journal/1", "/api/v1/models", "/conformance"}) {
            assertTrue(head("GET", path, "").startsWith("HTTP/1.1 401 "), path);
        }
        assertTrue(head("POST", "/", "").startsWith("HTTP/1.1 40"), "POST /");
    }

    @Test
    void anotherSiteMayLeadToThePageButReadNothing() throws IOException {
        String elsewhere = "Sec-Fetch-Site: cross-site\r\n";
        assertTrue(head("GET", "/", elsewhere).startsWith("HTTP/1.1 200 "));
        assertTrue(head("GET", "/journal", elsewhere).startsWith("HTTP/1.1 403 "));
        assertTrue(head("GET", "/", "Origin: http://evil.example\r\n").startsWith("HTTP/1.1 403 "));
    }

    @Test
    void aConnectionIsNotLeftWithTheScenariosWhereItsClientSaysSo() throws IOException {
        String ask =
                "{\"model\":\"conformance/sse-plain\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        String headers = "Authorization: Bearer sesame\r\nX-Last-On-Connection: yes\r\n";
        try (var client = new RawClient(server.uri())) {
            client.send(request("POST", "/v1/chat/completions", headers, ask));
            assertTrue(client.body(client.head()).contains("[DONE]"));
            assertEquals("", client.rest());
        }
    }

    /** In lower case but for the first line, since names of headers may be written in any. */
    private static String head(String method, String path, String headers) throws IOException {
        try (var client = new RawClient(server.uri())) {
            String head = client.send(request(method, path, headers, "")).head();
            int line = head.indexOf('\n');
            return head.substring(0, line) + head.substring(line).toLowerCase(Locale.ROOT);
        }
    }

    private static String body(String path) throws IOException {
        try (var client = new RawClient(server.uri())) {
            return client.body(client.send(request("GET", path, "", "")).head());
        }
    }
}
