package io.github.openrouterjava.cli;

/** What {@code --help} shows. */
final class Help {
    private static final String ROOT = """
        Usage: openrouter (chat | decode | serve) [OPTIONS] ...
        Asks language models, and reads what they answered.

          chat     Asks a model and shows the answer as it comes.
          decode   Reads recorded response bodies exactly as they came.
          serve    Serves an OpenRouter on this machine.

          -h, --help      Shows this help; behind a command, that of the command.
          -V, --version   Shows the version.

        Example: openrouter chat "Why is the sky blue?"
        """;

    private static final String CHAT = """
        Asks a model and shows the answer as it comes.
        Usage: openrouter chat [OPTIONS] [PROMPT...]

        The prompt is made of the arguments and of what is piped in: either one, or the arguments, a blank
        line and the input; - stands for standard input. At a terminal without a prompt a conversation begins.
        The text goes to standard output, all else to standard error.

          -m, --model=MODEL         Such as openai/gpt-5-mini, or offline/demo, offline/echo, offline/lorem,
                                    which need no network.
          -s, --system=TEXT         Instructions for the model.
              --temperature=X       How freely tokens are chosen, 0 to 2.
              --top-p=X             Only tokens within this probability, 0 to 1.
              --max-tokens=N        The most tokens the answer may have.
              --seed=N              Makes answers repeatable, where the model can.
              --stop=TEXT           Ends the answer where it comes; may be repeated.
              --reasoning-effort=WORD
                                    none, minimal, low, medium, high, xhigh, max.
          -p, --param=NAME=JSON     Any other member of the request, such as top_k=40 or
                                    'provider={"sort":"price"}'; may be repeated.
              --tool=TOOL           What the model may call; may be repeated. Each call is shown and asked
                                    about before it runs. TOOL is one of
                                    shell      runs a command on this machine;
                                    http       sends an HTTP request from it;
                                    FILE.json  a function as the API has it (name, description, parameters),
                                               with its "command", which gets the arguments as JSON on its
                                               standard input, or its "url", which they are POSTed to.
              --yes                 Runs all calls without a question.
              --steps=N             The most answers to one question where tools are called: 10 by default.
              --tool-timeout=SECONDS
                                    For one call: 120 by default.
              --schema=FILE         A JSON Schema, which the answer must keep to. Elsewhere than at a terminal
                                    only its JSON is printed, in one line at the end.
              --attach=FILE         An image, sound, video or other file for the first question; may be repeated.
              --save=FILE           Keeps the conversation there, after each answer and each tool's result.
              --continue=FILE       Goes on with what is kept there, its settings too, and keeps it there again
                                    unless --save says otherwise. Tools are not kept: name them again.
              --json                Prints each answer's merged completion as one line of JSON at its end.
              --chunks              Prints each chunk as one line of JSON the moment it comes; not with --tool.
              --no-stream           Asks for the answer in one piece; not with --tool.
              --base-url=URL        An OpenAI-compatible server, such as http://localhost:11434/v1; else
                                    OPENROUTER_BASE_URL, else openrouter.ai.
              --header=NAME:VALUE   A header to send; may be repeated.
              --retries=N           How often a failed call is made again; 0 for never, 2 by default.
              --connect-timeout=SECONDS
                                    Until a connection stands: 10 by default. For all timeouts 0 means none.
              --first-token-timeout=SECONDS
                                    Until the first token comes: 300 by default.
              --idle-timeout=SECONDS
                                    Of silence after that: 60 by default.
              --timeout=SECONDS     For all of an answer, retries included; none by default.
              --verbose             Shows the HTTP exchange and, after a failure, the stack trace.
          -h, --help                Shows this help.
          -V, --version             Shows the version.

        Environment: OPENROUTER_API_KEY (from https://openrouter.ai/settings/keys), OPENROUTER_BASE_URL,
        OPENROUTER_HTTP_REFERER, OPENROUTER_APP_TITLE, OPENROUTER_APP_CATEGORIES, NO_COLOR.
        Without a key and a base URL offline/demo answers, which is not a language model; with a key the
        model is openrouter/auto unless -m names another.

        Exit codes: 0 the answer is whole, 2 usage, 3 interrupted, 4 an error from the API, 5 what came is
        no answer, 6 timeout, 130 cancelled.
        """;

    private static final String DECODE = """
        Reads recorded response bodies exactly as they came.
        Usage: openrouter decode [OPTIONS] FILE...

        A body is an event stream, or the JSON of a completion or of an error; the file - stands for
        standard input. For each file one line of JSON is printed: file, end (complete, interrupted, error
        or undecodable), error, completion, chunks, bytes, deviations.

              --chunks    Prints instead every chunk, decoded and encoded again, one line each.
              --strict    Lists each departure from OpenRouter's specification: its chunk, its path, its
                          problem.
              --verbose   Shows a stack trace after a failure.
          -h, --help      Shows this help.
          -V, --version   Shows the version.

        Exit codes: 0 all are complete, 2 usage or a file that can't be read, 3 interrupted, 4 error,
        5 undecodable; the highest one of all files.
        """;

    private static final String SERVE = """
        Serves an OpenRouter on this machine: models that need no network and no key, recordings, a relay.
        Usage: openrouter serve [OPTIONS]

        The first line on standard output is the server's address, once it accepts connections. A client of
        any language takes <address>/api/v1, or <address>/v1, as its base URL; GET <address>/api/v1/models
        lists the models: offline ones, and the scenarios of the conformance catalogue, byte for byte. A
        browser finds a page there: a chat, the events of each stream, and the journal of all clients.

              --port=N         The port, 0 for any that is free; 8317 if left out.
              --host=ADDRESS   The address to bind to, another than this machine's own only with --key.
              --key=KEY        What clients must bring as their API key.
              --any-model=MODEL
                               The offline model that answers for all that are not there.
              --script=FILE    What the model offline/script answers to what, in YAML or JSON: docs/scripts.md.
              --upstream=URL   An OpenAI-compatible server's base URL, which is asked for all other models;
                               further ones are asked where one fails before there is content.
              --upstream-key=VARIABLE
                               The environment variable with an upstream's key, one for each in their order, or
                               a dash for what the client brings. Where none is named, openrouter.ai gets
                               OPENROUTER_API_KEY, and others what the client brings.
              --offline        Asks nobody, also where OPENROUTER_API_KEY is set.
              --record=DIR     Keeps each chat completion as a file in this folder, without keys.
              --replay=DIR     Answers from such files, and nothing else, at the pace of the recording.
              --at-once        Replays without its pauses.
              --allow-origin=ORIGIN
                               Lets web pages of this origin use it, * for those of all; may be repeated.
              --conformance    Serves the scenarios only, with nothing between them and the client; GET
                               /conformance lists them.
          -h, --help           Shows this help.
          -V, --version        Shows the version.

        It binds to the loopback address unless told otherwise, and ends with SIGINT or SIGTERM, within a
        second. Where OPENROUTER_API_KEY is set and no upstream is named, other models are asked of
        openrouter.ai with it: by whoever can reach this port, unless there is a --key.
        """;

    private Help() {}

    /** The help for this command; the program's own for any other word. */
    static String of(String command) {
        return switch (command) {
            case "chat" -> CHAT;
            case "decode" -> DECODE;
            case "serve" -> SERVE;
            default -> ROOT;
        };
    }
}
