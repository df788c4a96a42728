package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.JsonWriter;

/** Counts what an answer says and writes its usage. */
final class Tally {
    private final long promptTokens;
    private long reasoning;
    private long rest;

    Tally(long promptTokens) {
        this.promptTokens = promptTokens;
    }

    /** The estimate: a token per four characters, begun ones whole. */
    static long tokens(long characters) {
        return (characters + 3) / 4;
    }

    void add(Piece piece) {
        switch (piece) {
            case Piece.Processing ignored -> {}
            case Piece.Reasoning(long pause, String text) -> reasoning += text.length();
            case Piece.Text(long pause, String text) -> rest += text.length();
            case Piece.ToolCall(long pause, String id, String name) -> rest += name.length();
            case Piece.Arguments(long pause, String json) -> rest += json.length();
            case Piece.Finish ignored -> {}
        }
    }

    void write(JsonWriter writer, Piece.Finish finish) {
        long completion = finish.tokens() == Piece.Finish.ESTIMATE ? tokens(reasoning) + tokens(rest) : finish.tokens();
        writer.name("usage");
        writer.beginObject();
        count(writer, "prompt_tokens", promptTokens);
        count(writer, "completion_tokens", completion);
        count(writer, "total_tokens", promptTokens + completion);
        count(writer, "cost", 0);
        writer.name("is_byok");
        writer.value(false);
        writer.name("prompt_tokens_details");
        writer.beginObject();
        count(writer, "cached_tokens", 0);
        writer.endObject();
        writer.name("completion_tokens_details");
        writer.beginObject();
        count(writer, "reasoning_tokens", tokens(reasoning));
        writer.endObject();
        writer.endObject();
    }

    private static void count(JsonWriter writer, String name, long value) {
        writer.name(name);
        writer.value(value);
    }
}
