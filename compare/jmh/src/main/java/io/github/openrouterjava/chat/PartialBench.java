package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.PartialJson;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole JSON answer in pieces of ten characters: ten times as much of it shall take ten times as long. */
@State(Scope.Thread)
public class PartialBench {
    private static final int PIECE = 10;

    /** So many thousand characters. */
    @Param({"100", "1000", "4000"})
    public int size;

    /** A list of small objects, or one long text. */
    @Param({"items", "text"})
    public String of = "";

    private String whole = "";
    private String[] pieces = {};

    @Setup
    public void cut() {
        var json = new StringBuilder(of.equals("items") ? "{\"list\":[" : "{\"list\":[],\"text\":\"");
        for (int i = 0; json.length() < size * 1000; i++) {
            json.append(
                    of.equals("items")
                            ? (i == 0 ? "" : ",") + "{\"name\":\"Résumé " + i + "\",\"grams\":" + i
                                    + ",\"steps\":[\"mix \\\"it\\\"\",\"fry\"],\"done\":false}"
                            : "It rained. \\\"Fine\\\", said she; ");
        }
        whole = json.append(of.equals("items") ? "]}" : "\"}").toString();
        List<String> cut = new ArrayList<>();
        for (int from = 0; from < whole.length(); from += PIECE) {
            cut.add(whole.substring(from, Math.min(whole.length(), from + PIECE)));
        }
        pieces = cut.toArray(String[]::new);
    }

    /** Only reads. */
    @Benchmark
    public Json add() {
        var partial = new PartialJson();
        for (String piece : pieces) {
            partial.add(piece);
        }
        return partial.end();
    }

    /** Takes each element once it is finished, and each piece of the text, as a page does that shows them. */
    @Benchmark
    public int addAndLook() {
        var partial = new PartialJson();
        int shown = 0;
        int taken = 0;
        for (String piece : pieces) {
            partial.add(piece);
            String text = partial.text("text", shown);
            shown += text == null ? 0 : text.length();
            while (partial.get("list[" + taken + "]") != null) {
                taken++;
            }
        }
        return taken + shown;
    }

    /** The whole at once, by the reader that needs it whole. */
    @Benchmark
    public Json parse() {
        return Json.parse(whole);
    }
}
