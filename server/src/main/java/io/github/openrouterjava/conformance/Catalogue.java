package io.github.openrouterjava.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.yaml.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scenarios there are, by name and in the order of the catalogue. */
public final class Catalogue {
    /** The files of the folder {@code conformance}, without their ending. */
    static final List<String> GROUPS = List.of(
            "cuts",
            "http",
            "keepalive",
            "limits",
            "sse",
            "chunks",
            "finish",
            "usage",
            "choices",
            "reasoning",
            "tools",
            "loops",
            "errors",
            "refusals",
            "retry");

    private final Map<String, Scenario> scenarios;

    private Catalogue(Map<String, Scenario> scenarios) {
        this.scenarios = scenarios;
    }

    /** The catalogue that this version comes with. */
    public static Catalogue load() {
        var scenarios = new LinkedHashMap<String, Scenario>();
        for (String group : GROUPS) {
            for (Json described : read(group)) {
                Scenario scenario = Scenario.of(group, (JsonObject) described);
                if (scenarios.put(scenario.name(), scenario) != null) {
                    throw new IllegalArgumentException("two scenarios are called " + scenario.name());
                }
            }
        }
        return new Catalogue(scenarios);
    }

    /** All of them. */
    public List<Scenario> scenarios() {
        return List.copyOf(scenarios.values());
    }

    /** The one with this name, or null. */
    public @Nullable Scenario scenario(String name) {
        return scenarios.get(name);
    }

    private static List<Json> read(String group) {
        String file = group + ".yaml";
        try (InputStream in = Catalogue.class.getResourceAsStream("catalogue/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the catalogue lacks " + file);
            }
            return Yaml.parse(file, new String(in.readAllBytes(), UTF_8)) instanceof JsonArray(List<Json> all)
                    ? all
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
