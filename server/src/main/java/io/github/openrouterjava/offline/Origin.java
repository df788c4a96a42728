package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.util.concurrent.ThreadLocalRandom;

/** What every chunk of an answer says about where it comes from. */
record Origin(String id, long created, String model, long promptTokens) {
    static final String PROVIDER = "Offline";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** @param model that the answer names */
    static Origin of(Ask ask, String model) {
        long characters = 0;
        for (JsonObject message : ask.messages()) {
            characters += Ask.text(message).length();
        }
        return new Origin(newId(), seconds(), model, Tally.tokens(characters));
    }

    static String newId() {
        return "gen-" + seconds() + "-" + random(20);
    }

    /** Letters and digits no other call has given, for all practical purposes. */
    static String random(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    void write(JsonWriter writer, String object) {
        writer.name("id");
        writer.value(id);
        writer.name("provider");
        writer.value(PROVIDER);
        writer.name("model");
        writer.value(model);
        writer.name("object");
        writer.value(object);
        writer.name("created");
        writer.value(created);
    }

    private static long seconds() {
        return System.currentTimeMillis() / 1000;
    }
}
