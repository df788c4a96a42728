package io.github.openrouterjava.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The Markdown pages beside this class, by name: the project's own, as far as there were any when it was built, and
 * {@code about.md}.
 *
 * <p>They are found by looking, because the build cannot write a list of them without a plugin for it.
 */
final class Docs {
    private static final String ABOUT = "docs/about.md";

    private Docs() {}

    /** All pages, in the order of their names. */
    static Map<String, String> pages() {
        URL about = Docs.class.getResource(ABOUT);
        if (about == null) {
            throw new IllegalStateException("the resource " + ABOUT + " is missing");
        }
        try {
            URLConnection connection = about.openConnection();
            return connection instanceof JarURLConnection jar ? inJar(jar) : inFolder(about);
        } catch (IOException problem) {
            throw new UncheckedIOException("the docs cannot be read", problem);
        }
    }

    private static Map<String, String> inJar(JarURLConnection connection) throws IOException {
        connection.setUseCaches(false); // a cached file would be shared, and closed under somebody's hands
        String entry = connection.getEntryName();
        String folder = entry.substring(0, entry.length() - "about.md".length());
        var pages = new TreeMap<String, String>();
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry page :
                    jar.stream().filter(e -> isPage(e.getName(), folder)).toList()) {
                try (InputStream in = jar.getInputStream(page)) {
                    pages.put(page.getName().substring(folder.length()), new String(in.readAllBytes(), UTF_8));
                }
            }
        }
        return pages;
    }

    private static boolean isPage(String name, String folder) {
        return name.startsWith(folder) && name.endsWith(".md");
    }

    private static Map<String, String> inFolder(URL about) throws IOException {
        var pages = new TreeMap<String, String>();
        Path folder;
        try {
            folder = Path.of(about.toURI()).resolveSibling("");
        } catch (URISyntaxException | FileSystemNotFoundException noFolder) {
            try (InputStream in = about.openStream()) { // a native image: what has a name can still be read
                pages.put("about.md", new String(in.readAllBytes(), UTF_8));
            }
            return pages;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
                pages.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return pages;
    }
}
