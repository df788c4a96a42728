package io.github.openrouterjava.cli;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file with a JSON object in it, which an option names. */
final class JsonFile {
    private JsonFile() {}

    /** @throws UsageException where there is no such file, or something else is in it */
    static JsonObject read(String option, Path file) {
        try {
            if (Json.parse(Files.readAllBytes(file)) instanceof JsonObject object) {
                return object;
            }
            throw new UsageException(option + " " + file + " is no JSON object");
        } catch (IOException e) {
            throw unreadable(option, file, e);
        } catch (JsonException e) {
            throw new UsageException(option + " " + file + " is not JSON: " + e.getMessage());
        }
    }

    static UsageException unreadable(String option, Path file, IOException e) {
        String why = e instanceof NoSuchFileException
                ? "there is no such file"
                : e instanceof AccessDeniedException
                        ? "access is denied"
                        : Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
        return new UsageException(option + " can't read " + file + ": " + why);
    }
}
