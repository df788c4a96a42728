package io.github.openrouterjava.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.conformance.Verdict.Kind;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static void sent(Kind kind, String why, String expect, String sent) {
        is(
                kind,
                why,
                judge(
                        "{\"end\":\"complete\",\"sent\":" + expect + "}",
                        "{\"end\":\"complete\",\"sent\":" + sent + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // what is not named is not judged, but a message more or less is
                "{'messages':[{'role':'user'}]}|{'model':'m','messages':[{'role':'user','content':'Go.'}]}|",
                "{'messages':[{'role':'user'}]}|{'messages':[{'role':'user'},{'role':'tool'}]}|2 of them, not 1",
                "{'messages':[]}|{}|sent.messages: nothing",
                // an empty text or list is not the same as none
                "{'a':null}|{}|",
                "{'a':null}|{'a':null}|",
                "{'a':null}|{'a':''}|not absent",
                "{'a':''}|{}|nothing",
                "{'a':[]}|{'a':[]}|",
                "{'a':[]}|{}|nothing",
                // a text may be sent in parts
                "{'a':'Hello'}|{'a':[{'type':'text','text':'Hel'},{'type':'text','text':'lo'}]}|",
                "{'a':'Hello'}|{'a':[{'type':'text','text':'Hello'},{'type':'image_url'}]}|not \"Hello\"",
                "{'a':{'has':'ell'}}|{'a':'Hello'}|",
                "{'a':{'has':'ell'}}|{'a':[{'type':'text','text':'Hello'}]}|",
                "{'a':{'has':'ell'}}|{'a':'Help'}|no 'ell' in \"Help\"",
                "{'a':{'has':''}}|{'a':''}|sent.a",
                "{'a':{'has':''}}|{}|sent.a",
                // a text of the client's own choice
                "{'a':{'same':'x'},'b':{'same':'x'}}|{'a':'1','b':'1'}|",
                "{'a':{'same':'x'},'b':{'same':'x'}}|{'a':'1','b':'2'}|sent.b: 2, not 1",
                "{'a':{'same':'x'},'b':{'same':'y'}}|{'a':'1','b':'2'}|",
                "{'a':{'same':'x'},'b':{'same':'y'}}|{'a':'1','b':'1'}|sent.b: 1 again",
                "{'a':{'same':'x'}}|{'a':''}|sent.a: nothing",
            })
    void whatIsSentIsJudgedToTheLetter(String expect, String sent, @Nullable String why) {
        sent(
                why == null ? Kind.PASS : Kind.WRONG,
                why == null ? "" : why,
                expect.replace('\'', '"'),
                sent.replace('\'', '"'));
    }

    @Test
    void toolsThatRanAreCounted() {
        String once = "{\"end\":\"complete\",\"ran\":{\"f\":1}}";
        String never = "{\"end\":\"complete\",\"ran\":null}";
        is(Kind.PASS, "", judge(never, "{\"end\":\"complete\"}"));
        is(Kind.PASS, "", judge(once, once));
        is(Kind.WRONG, "ran", judge(never, once));
        is(Kind.WRONG, "ran.f: 2, not 1", judge(once, "{\"end\":\"complete\",\"ran\":{\"f\":2}}"));
    }

    @Test
    void requestsAreCounted() {
        is(Kind.WRONG, "requests: 1, not 2", judge("{\"end\":\"complete\",\"requests\":2}", "{\"end\":\"complete\"}"));
    }
}
