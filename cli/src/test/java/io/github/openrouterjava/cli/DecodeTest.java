package io.github.openrouterjava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code decode} makes of each kind of body. */
class DecodeTest {
    private static final String HEL = "data:"
            + " {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}\n\n";
    private static final String LO = "data:"
            + " {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String WHOLE =
            "{\"id\":\"gen-1\",\"x_odd\":1,\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"Hello\"}}]}";

    @TempDir
    private Path folder;

    private JsonObject decoded(String body, int exit) throws IOException {
        Path file = Files.writeString(folder.resolve("body"), body);
        var ran = Cli.BARE.run("decode", file.toString());
        assertEquals(exit, ran.exit(), ran::toString);
        assertEquals("", ran.err());
        JsonObject line = ran.line();
        assertEquals(
                List.of("file", "end", "error", "completion", "chunks", "bytes", "deviations"),
                List.copyOf(line.members().keySet()));
        assertEquals(file.toString(), line.string("file"));
        assertEquals(String.valueOf(Files.size(file)), String.valueOf(line.get("bytes")));
        return line;
    }

    private static void is(String end, int chunks, boolean completion, JsonObject line) {
        assertEquals(end, line.string("end"));
        assertEquals(Json.of(chunks), line.get("chunks"));
        assertEquals(completion, line.object("completion") != null, line::toText);
        assertEquals(end.equals("complete"), line.object("error") == null, line::toText);
    }

    @Test
    void wholeStreamIsComplete() throws IOException {
        JsonObject line = decoded(": OPENROUTER PROCESSING\n\n" + HEL + LO + DONE + "trailing", 0);
        is("complete", 2, true, line);
        assertTrue(line.toText().contains("\"content\":\"Hello\""), line::toText);
        is("complete", 2, true, decoded("\uFEFF" + HEL.replace("\n", "\r\n") + LO.stripTrailing(), 0));
    }

    @Test
    void cutStreamIsInterrupted() throws IOException {
        is("interrupted", 1, true, decoded(HEL, 3));
        is("interrupted", 1, true, decoded(HEL + LO.substring(0, 40), 3));
        is("interrupted", 0, false, decoded("", 3));
        is("interrupted", 0, false, decoded(": OPENROUTER PROCESSING\n\n", 3));
    }

    @Test
    void errorsAreToldAsTheServerSentThem() throws IOException {
        String error = "{\"code\":429,\"message\":\"Slow down\",\"metadata\":{\"provider_name\":\"Acme\"}}";
        JsonObject inStream = decoded(HEL + "data: {\"choices\":[],\"error\":" + error + "}\n\n" + DONE, 4);
        is("error", 2, true, inStream);
        assertEquals(Json.parse(error), inStream.get("error"));
        JsonObject alone = decoded(" {\"error\":" + error + "}", 4);
        is("error", 0, false, alone);
        assertEquals(Json.parse(error), alone.get("error"));
        JsonObject choice = decoded("{\"choices\":[{\"finish_reason\":\"error\",\"error\":" + error + "}]}", 4);
        is("error", 1, true, choice);
        assertEquals(Json.parse(error), choice.get("error"));
    }

    @Test
    void errorsOfOtherShapesAreErrorsToo() throws IOException {
        for (String body : List.of(
                "{\"error\":\"Odd\"}",
                "{\"message\":\"Odd\",\"code\":400}",
                "{\"detail\":\"Odd\"}",
                "[{\"error\":{\"message\":\"Odd\"}}]")) {
            JsonObject line = decoded(body, 4);
            is("error", 0, false, line);
            assertEquals("Odd", line.object("error").string("message"));
        }
        is("error", 1, true, decoded("{\"choices\":[{\"finish_reason\":\"error\",\"message\":{}}]}", 4));
        is("error", 1, true, decoded(HEL.replace("null", "\"error\""), 4));
    }

    @Test
    void wholeCompletionIsComplete() throws IOException {
        JsonObject line = decoded("\n\n" + WHOLE + "\n", 0);
        is("complete", 1, true, line);
        assertEquals(Json.parse(WHOLE), line.get("completion"));
    }

    @Test
    void cutJsonIsInterruptedAndOtherJsonUndecodable() throws IOException {
        JsonObject cut = decoded(WHOLE.substring(0, 30), 3);
        is("interrupted", 0, false, cut);
        assertEquals(Json.of(30), cut.object("error").get("offset"));
        JsonObject wrong = decoded("{\"choices\":[}", 5);
        is("undecodable", 0, false, wrong);
        assertEquals(Json.of(12), wrong.object("error").get("offset"));
        assertEquals("$.choices[0]", wrong.object("error").string("path"));
    }

    @Test
    void whatIsNoStreamIsUndecodableWithItsPlace() throws IOException {
        is("undecodable", 0, false, decoded("<html><title>Hello</title></html>", 5));
        is("undecodable", 0, false, decoded("Dear diary,\n", 5));
        is("undecodable", 0, false, decoded("PK\u0003\u0004\n:\n\u0001\u0002\n\u0003\nabc\n", 5));
        JsonObject line = decoded(HEL + "data: {\"choices\":3,}\n\n" + LO, 5);
        is("undecodable", 1, true, line);
        int at = HEL.length() + "data: {\"choices\":3,".length();
        assertEquals(Json.of(at), line.object("error").get("offset"));
    }

    @Test
    void chunksAreEncodedAgainAlsoBehindAnError() throws IOException {
        String error = "data: {\"choices\":[],\"error\":{\"code\":502,\"message\":\"m\"}}\n\n";
        String usage = "data: {\"choices\":[],\"usage\":{\"total_tokens\":3},\"x\":[1e400]}\n\n";
        Path file = Files.writeString(folder.resolve("body"), HEL + error + usage + DONE + LO);
        var ran = Cli.BARE.run("decode", "--chunks", file.toString()).failed(4, "body: error: m");
        assertEquals(3, ran.lines().size());
        assertEquals(Json.parse(usage.substring(6).strip()), ran.lines().get(2));
        assertEquals(
                Json.parse(WHOLE),
                Cli.BARE.input(WHOLE).run("decode", "--chunks", "-").complete().line());
    }

    @Test
    void filesThatCannotBeReadAreToldAndTheOthersRead() throws IOException {
        Path good = Files.writeString(folder.resolve("good"), HEL + LO + DONE);
        Path cut = Files.writeString(folder.resolve("cut"), HEL);
        String gone = folder.resolve("gone").toString();
        var ran = Cli.BARE.input(HEL).run("decode", gone, good.toString(), folder.toString(), "-", cut.toString());
        assertEquals(3, ran.exit());
        assertEquals(3, ran.lines().size());
        assertEquals("-", ran.lines().get(1).string("file"));
        assertEquals(2, ran.err().lines().count());
        assertTrue(ran.err().contains(gone) && ran.err().contains("irectory"), ran::err);
        Cli.BARE.run("decode", gone, good.toString()).failed(2, gone);
    }

    @Test
    void manyFilesAreReadInOneGo() throws IOException {
        String file = Files.writeString(folder.resolve("good"), HEL + LO + DONE).toString();
        var args = new ArrayList<>(List.of("decode"));
        args.addAll(Arrays.asList(new String[3000]));
        args.replaceAll(arg -> arg == null ? file : arg);
        var ran = Cli.BARE.run(args.toArray(String[]::new)).complete();
        assertEquals(3000, ran.lines().size());
    }

    @Test
    void strictListsWhatDepartsFromTheSpecification() throws IOException {
        Path file = Files.writeString(folder.resolve("body"), HEL + LO.replace("0,", "\"0\",") + DONE + HEL);
        var line =
                Cli.BARE.run("decode", "--strict", file.toString()).complete().line();
        String listed = line.array("deviations").toText();
        assertTrue(listed.contains("{\"chunk\":0,\"path\":\"$.created\",\"problem\":\"is missing\"}"), listed);
        assertTrue(listed.contains("{\"chunk\":1,\"path\":\"$.choices[0].index\",\"problem\":\"string where"), listed);
        assertFalse(listed.contains("\"chunk\":2"), listed);
        assertFalse(listed.contains("finish_reason"), listed);
        listed = Cli.BARE
                .input(WHOLE)
                .run("decode", "--strict", "-")
                .complete()
                .line()
                .array("deviations")
                .toText();
        assertTrue(listed.contains("{\"path\":\"$.x_odd\",\"problem\":\"is not in the specification\"}"), listed);
        Cli.BARE.run("decode", "--strict", "--chunks", file.toString()).failed(2, "--strict");
    }
}
