package io.github.openrouterjava.cli;

import io.github.openrouterjava.json.Json;

/** Bodies of event streams, for {@link FakeServer}. */
final class Events {
    private static int calls;

    private Events() {}

    /** An answer that says this and costs a quarter of a cent. */
    static String says(String text) {
        return event(delta("\"content\":" + Json.of(text), "null")) + end("stop");
    }

    /** An answer that calls this tool, its arguments in two pieces. */
    static synchronized String calls(String tool, String arguments) {
        int half = arguments.length() / 2;
        String begin = "{\"index\":0,\"id\":\"call_" + ++calls + "\",\"type\":\"function\",\"function\":{\"name\":\""
                + tool + "\",\"arguments\":" + Json.of(arguments.substring(0, half)) + "}}";
        String rest = "{\"index\":0,\"function\":{\"arguments\":" + Json.of(arguments.substring(half)) + "}}";
        return event(delta("\"tool_calls\":[" + begin + "]", "null"))
                + event(delta("\"tool_calls\":[" + rest + "]", "null"))
                + end("tool_calls");
    }

    /** An answer that runs this command. */
    static String runs(String command) {
        return calls("shell", "{\"command\":" + Json.of(command) + "}");
    }

    /** The end of an answer, for this reason. */
    static String end(String reason) {
        return event(delta("", "\"" + reason + "\""))
                + event("{\"id\":\"gen-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,"
                        + "\"total_tokens\":9,\"cost\":0.0025}}")
                + event("[DONE]");
    }

    static String delta(String delta, String finish) {
        return "{\"id\":\"gen-1\",\"model\":\"acme/m\",\"choices\":[{\"index\":0,\"delta\":{" + delta
                + "},\"finish_reason\":" + finish + "}]}";
    }

    static String event(String data) {
        return "data: " + data + "\n\n";
    }
}
