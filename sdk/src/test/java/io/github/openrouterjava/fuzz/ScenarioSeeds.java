package io.github.openrouterjava.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The bodies that the conformance catalogue's servers send, for a fuzzer to begin with: short ones, each step once. */
final class ScenarioSeeds {
    private static final int LONGEST = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ScenarioSeeds() {}

    static List<byte[]> bodies(Path project) throws IOException {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(1000);
        List<byte[]> bodies = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(project.resolve("conformance"), "*.yaml")) {
            for (Path file : files) {
                for (Object scenario : list(new Yaml(options).load(Files.readString(file)))) {
                    for (Object play : list(((Map<?, ?>) scenario).get("server"))) {
                        byte[] body = body(list(((Map<?, ?>) play).get("steps")));
                        if (body.length > 0 && body.length < LONGEST) {
                            bodies.add(body);
                        }
                    }
                }
            }
        }
        return bodies;
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    private static byte[] body(List<?> steps) throws JsonProcessingException {
        var body = new ByteArrayOutputStream();
        for (Object step : steps) {
            if (step instanceof Map<?, ?> one) {
                var only = one.entrySet().iterator().next();
                body.writeBytes(bytes(String.valueOf(only.getKey()), only.getValue()));
            } else {
                body.writeBytes(event("[DONE]"));
            }
        }
        return body.toByteArray();
    }

    private static byte[] bytes(String word, Object value) throws JsonProcessingException {
        return switch (word) {
            case "text" -> value.toString().getBytes(UTF_8);
            case "bytes", "raw" -> value.toString().getBytes(ISO_8859_1);
            case "comment" -> (": " + value + "\n\n").getBytes(UTF_8);
            case "json" -> JSON.writeValueAsBytes(value);
            case "data" -> event(value instanceof String text ? text : JSON.writeValueAsString(value));
            case "chunk" -> event(JSON.writeValueAsString(value));
            case "delta" -> event("{\"choices\":[{\"index\":0,\"delta\":" + JSON.writeValueAsString(value) + "}]}");
            case "finish" ->
                event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":" + JSON.writeValueAsString(value)
                        + "}]}");
            case "usage" -> event("{\"choices\":[],\"usage\":" + JSON.writeValueAsString(value) + "}");
            case "repeat" -> body(list(((Map<?, ?>) value).get("steps")));
            case "fill" -> ((Map<?, ?>) value).get("of").toString().getBytes(UTF_8);
            default -> new byte[0];
        };
    }

    private static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(UTF_8);
    }
}
