package io.github.openrouterjava.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.conformance.Verdict.Kind;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The judge: what it lets pass, and what it does not. */
class VerdictTest {
    private static Verdict judge(String expect, String report) {
        return Verdict.judge(object(expect), object(report), 1, true);
    }

    private static Verdict judgeOther(String expect, String report) {
        return Verdict.judge(object(expect), object(report), 1, false);
    }

    private static JsonObject object(String json) {
        return (JsonObject) Json.parse(json);
    }

    private static void is(Kind kind, String why, Verdict verdict) {
        assertEquals(kind, verdict.kind(), verdict::why);
        assertTrue(verdict.why().contains(why), verdict::why);
    }

    @Test
    void successWhereAFailureWasDueIsSilent() {
        is(Kind.SILENT, "interrupted", judge("{\"end\":\"interrupted\"}", "{\"end\":\"complete\"}"));
        is(Kind.SILENT, "", judgeOther("{\"end\":[\"error\",\"refused\"]}", "{\"end\":\"complete\"}"));
    }

    @Test
    void failureWhereSuccessWasDueIsACrashAndIsQuoted() {
        String report = "{\"end\":\"failed\",\"error\":{\"type\":\"NullPointerException\",\"message\":\"choices\"}}";
        is(Kind.CRASH, "NullPointerException: choices", judgeOther("{\"end\":\"complete\"}", report));
    }

    @Test
    void kindOfFailureCountsOnlyWhereItHasTypes() {
        is(Kind.WRONG, "timeout", judge("{\"end\":\"interrupted\"}", "{\"end\":\"timeout\"}"));
        is(Kind.PASS, "", judgeOther("{\"end\":\"interrupted\"}", "{\"end\":\"failed\"}"));
        is(Kind.PASS, "", judge("{\"end\":[\"interrupted\",\"timeout\"]}", "{\"end\":\"timeout\"}"));
    }

    @Test
    void lostOrAlteredTextIsWrong() {
        String expect = "{\"end\":\"complete\",\"text\":\"Hello\"}";
        is(Kind.PASS, "", judge(expect, "{\"end\":\"complete\",\"text\":\"Hello\"}"));
        is(Kind.WRONG, "\"Hell\", not \"Hello\"", judge(expect, "{\"end\":\"complete\",\"text\":\"Hell\"}"));
        is(Kind.WRONG, "nothing, not", judge(expect, "{\"end\":\"complete\"}"));
    }

    @Test
    void otherReportThatIsRightPassesToo() {
        String expect = "{\"end\":\"complete\",\"text\":\"A\",\"or\":{\"end\":\"refused\",\"text\":null}}";
        is(Kind.PASS, "", judge(expect, "{\"end\":\"complete\",\"text\":\"A\"}"));
        is(Kind.PASS, "", judge(expect, "{\"end\":\"refused\"}"));
        is(Kind.WRONG, "text", judge(expect, "{\"end\":\"complete\",\"text\":\"B\"}"));
        is(Kind.WRONG, "text", judge(expect, "{\"end\":\"refused\",\"text\":\"A\"}"));
    }

    @Test
    void longTextMayBeSaidShort() {
        String expect = "{\"end\":\"complete\",\"text\":{\"of\":\"ab\",\"times\":3}}";
        is(Kind.PASS, "", judge(expect, "{\"end\":\"complete\",\"text\":\"ababab\"}"));
        is(Kind.WRONG, "text", judge(expect, "{\"end\":\"complete\",\"text\":\"abab\"}"));
    }

    @Test
    void nullMeansThatThereMustBeNothing() {
        String expect = "{\"end\":\"complete\",\"reasoning\":null}";
        is(Kind.PASS, "", judge(expect, "{\"end\":\"complete\"}"));
        is(Kind.PASS, "", judge(expect, "{\"end\":\"complete\",\"reasoning\":\"\"}"));
        is(Kind.WRONG, "not absent", judge(expect, "{\"end\":\"complete\",\"reasoning\":\"Hm\"}"));
    }

    @Test
    void membersOfObjectsThatAreNotNamedAreNotJudgedAndNumbersAreComparedByValue() {
        String expect = "{\"end\":\"complete\",\"usage\":{\"total_tokens\":5,\"cost\":0.1}}";
        is(
                Kind.PASS,
                "",
                judge(expect, "{\"end\":\"complete\",\"usage\":{\"total_tokens\":5.0,\"cost\":1e-1,\"x\":1}}"));
        is(
                Kind.WRONG,
                "usage.cost",
                judge(expect, "{\"end\":\"complete\",\"usage\":{\"total_tokens\":5,\"cost\":0.2}}"));
    }

    @Test
    void everyToolCallIsExpected() {
        String expect = "{\"end\":\"complete\",\"tool_calls\":[{\"name\":\"f\",\"arguments\":\"{}\"}]}";
        is(
                Kind.PASS,
                "",
                judge(
                        expect,
                        "{\"end\":\"complete\",\"tool_calls\":[{\"id\":\"1\",\"name\":\"f\",\"arguments\":\"{}\"}]}"));
        is(Kind.WRONG, "nothing, not", judge(expect, "{\"end\":\"complete\"}"));
        is(
                Kind.WRONG,
                "tool_calls[0].arguments",
                judge(expect, "{\"end\":\"complete\",\"tool_calls\":[{\"name\":\"f\",\"arguments\":\"{}{}\"}]}"));
    }

    @Test
    void codeAndMessageMayStandAnywhereInWhatIsSaid() {
        String expect = "{\"end\":\"error\",\"error\":{\"code\":502,\"message\":\"Provider \\\"x\\\"\"}}";
        is(
                Kind.PASS,
                "",
                judge(
                        expect,
                        "{\"end\":\"error\",\"error\":{\"message\":\"It failed (502): Provider \\\"x\\\" is down\"}}"));
        is(
                Kind.WRONG,
                "error.code",
                judge(expect, "{\"end\":\"error\",\"error\":{\"message\":\"Provider \\\"x\\\"\"}}"));
        is(Kind.WRONG, "error.message", judge(expect, "{\"end\":\"error\",\"error\":{\"code\":502}}"));
    }

    @Test
    void codeIsNotFoundInOtherDigits() {
        String expect = "{\"end\":\"refused\",\"error\":{\"code\":429}}";
        String address = "{\"end\":\"failed\",\"error\":{\"message\":\"unexpected end on http://127.0.0.1:429/v1\"}}";
        is(Kind.WRONG, "error.code", judgeOther(expect, address));
        is(
                Kind.WRONG,
                "error.code",
                judgeOther(expect, "{\"end\":\"failed\",\"error\":{\"message\":\"after 34291 ms\"}}"));
        is(Kind.PASS, "", judgeOther(expect, "{\"end\":\"failed\",\"error\":{\"message\":\"HTTP 429.\"}}"));
    }

    @Test
    void reportWithoutAnEndIsNone() {
        is(Kind.CRASH, "without an end", judgeOther("{\"end\":\"interrupted\"}", "{}"));
    }

    @Test
    void requestsAreCounted() {
        is(Kind.WRONG, "requests: 1, not 2", judge("{\"end\":\"complete\",\"requests\":2}", "{\"end\":\"complete\"}"));
    }
}
