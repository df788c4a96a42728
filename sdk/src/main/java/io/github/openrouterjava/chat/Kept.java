package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an open object keeps besides its typed values; most keep nothing and have none.
 *
 * @param depth how many containers are around it
 * @param outer that of the next container around it that has one
 */
record Kept(int depth, Map<String, Json> members, @Nullable Kept outer) {
    Kept(int depth, @Nullable Kept outer) {
        this(depth, new LinkedHashMap<>(), outer);
    }
}
