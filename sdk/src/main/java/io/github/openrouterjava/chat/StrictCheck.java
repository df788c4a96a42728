package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonBoolean;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Holds a document against the tables of the page, from its root down, and notes each deviation. */
final class StrictCheck {
    private final WireModel model = WireModel.page();
    private final List<Deviation> deviations = new ArrayList<>();

    private StrictCheck() {}

    static List<Deviation> of(Json document, String schema) {
        var check = new StrictCheck();
        check.value("$", document, WireType.of(schema), "");
        return List.copyOf(check.deviations);
    }

    private void value(String path, Json value, WireType type, String java) {
        switch (value) {
            case JsonNull none -> kind(path, "null", type.allows("null"), type);
            case JsonBoolean truth -> kind(path, "boolean", type.allows("boolean"), type);
            case JsonNumber number -> number(path, number, type, java);
            case JsonString(String text) -> string(path, text, type);
            case JsonArray(List<Json> elements) -> array(path, elements, type, java);
            case JsonObject object -> object(path, object, type);
        }
    }

    private void number(String path, JsonNumber number, WireType type, String java) {
        if (type.allows("number")) {
            return;
        }
        kind(path, "number", type.allows("integer"), type);
        if (!type.allows("integer")) {
            return;
        }
        boolean small = java.contains("Integer");
        Long whole = number.toLong();
        BigDecimal exact = whole == null ? null : number.toBigDecimal();
        if (whole == null || exact == null || small && whole.intValue() != whole) {
            note(path, excerpt(number.literal()) + " is beyond " + (small ? "32" : "64") + " bits");
        } else if (exact.compareTo(BigDecimal.valueOf(whole)) != 0) {
            note(path, excerpt(number.literal()) + " has a fraction where integer is specified");
        }
    }

    private void string(String path, String text, WireType type) {
        Set<String> words = new LinkedHashSet<>(type.words());
        for (String schema : type.schemas()) {
            if (model.schema(schema) instanceof WireModel.Words(var known)) {
                words.addAll(known);
            }
        }
        if (type.allows("string") || words.contains(text)) {
            return;
        }
        if (words.isEmpty()) {
            kind(path, "string", false, type);
        } else {
            unknownWord(path, text, words);
        }
    }

    private void array(String path, List<Json> elements, WireType type, String java) {
        WireType element = type.element();
        if (element == null) {
            kind(path, "array", type.allows("any"), type);
            return;
        }
        for (int i = 0; i < elements.size(); i++) {
            value(path + '[' + i + ']', elements.get(i), element, java);
        }
    }

    private void object(String path, JsonObject object, WireType type) {
        boolean known = type.allows("object");
        for (String name : type.schemas()) {
            switch (model.schema(name)) {
                case WireModel.Fields fields -> {
                    members(path, object, fields);
                    return;
                }
                case WireModel.Union union -> {
                    arm(path, object, union);
                    return;
                }
                case WireModel.Words words -> {}
            }
        }
        kind(path, "object", known, type);
    }

    private void members(String path, JsonObject object, WireModel.Fields table) {
        object.members().forEach((name, value) -> {
            WireModel.Field field =
                    table.fields().getOrDefault(name, table.fields().get("*"));
            if (field == null) {
                note(path + '.' + name, "is not in the specification");
            } else {
                value(path + '.' + name, value, field.type(), field.java());
            }
        });
        table.fields().forEach((name, field) -> {
            if (field.required() && !object.has(name)) {
                note(path + '.' + name, "is missing");
            }
        });
    }

    private void arm(String path, JsonObject object, WireModel.Union union) {
        String tag = path + '.' + union.tag();
        switch (object.get(union.tag())) {
            case null -> note(tag, "is missing");
            case JsonString(String word) -> {
                String arm = union.arms().get(word);
                if (arm == null) {
                    unknownWord(tag, word, union.arms().keySet());
                } else {
                    value(path, object, WireType.of(arm), "");
                }
            }
            case Json other -> value(tag, other, WireType.of("string"), "");
        }
    }

    private void unknownWord(String path, String word, Set<String> words) {
        note(path, '"' + excerpt(word) + "\" is not one of " + WireType.list(words));
    }

    private void kind(String path, String kind, boolean allowed, WireType type) {
        if (!allowed) {
            note(path, kind + " where " + type.describe(model) + " is specified");
        }
    }

    private void note(String path, String problem) {
        deviations.add(new Deviation(path, problem));
    }

    private static String excerpt(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + '…';
    }
}
