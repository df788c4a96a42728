package io.github.openrouterjava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How arguments are understood, seen from outside: {@code offline/echo} shows the request that came of them. */
class ArgumentsTest {
    @Test
    void valueStandsBehindItsOptionOrBehindAnEqualsSign() {
        for (String form : List.of("--max-tokens 5", "--max-tokens=5")) {
            assertTrue(echo(form + " Hi").contains("\"max_tokens\":5"), form);
        }
        for (String form : List.of("-s Be=brief", "-s=Be=brief", "--system Be=brief", "--system=Be=brief")) {
            assertTrue(echo(form + " Hi").contains("\"content\":\"Be=brief\""), form);
        }
        assertTrue(echo("--stop=--x --stop - --stop= Hi").contains("\"stop\":[\"--x\",\"-\",\"\"]"));
        assertTrue(echo("-s \"Hm\" -p top_k=4 Hi").contains("\"content\":\"\\\"Hm\\\"\""), "quotes are kept");
        assertTrue(echo("--temperature -0 Hi").contains("\"temperature\":0"));
    }

    @Test
    void optionsStandBeforeAmongAndBehindThePrompt() {
        assertEquals(echo("--seed 1 Why is it?"), echo("Why is --seed 1 it?"));
        assertEquals(echo("--seed 1 Why is it?"), echo("Why is it? --seed 1"));
    }

    @Test
    void behindTwoDashesThereAreNoOptions() {
        assertTrue(echo("-- --seed 1 -- -h").contains("\"content\":\"--seed 1 -- -h\""));
        assertFalse(echo("-- --seed 1").contains("\"seed\""));
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        refused("--seed", "--seed needs a value, N");
        refused("--system --json Hi", "--system needs a value, TEXT");
        refused("--system --jsno Hi", "--system needs a value, TEXT", "behind an equals sign");
        refused("--seed 1 --seed 2 Hi", "--seed stands there twice");
        refused("-m a --model b Hi", "--model stands there twice");
        refused("--json --json Hi", "--json stands there twice");
        refused("--json=yes Hi", "--json takes no value");
        refused("--seed 99999999999999999999 Hi", "not a whole number");
        refused("--retries 3000000000 Hi", "too large");
        refused("--see 1 Hi", "--see", "stands behind --");
        refused("-x Hi", "-x");
        Cli.BARE.run("--json").failed(2, "--json", "openrouter --help");
        Cli.BARE.run("serve", "--conformance", "there").failed(2, "there", "openrouter serve --help");
        Cli.BARE.run("decode", "--json", "-").failed(2, "--json", "openrouter decode --help");
    }

    @Test
    void helpAndVersionAreShownWhereverTheyAreAskedFor() {
        for (String command : List.of("chat", "decode", "serve")) {
            String help = Cli.BARE.run(command, "--help").complete().out();
            assertTrue(help.contains("Usage: openrouter " + command), help);
            assertEquals(
                    help, Cli.BARE.run(command, "--nonsense", "-h").complete().out());
            assertEquals(
                    "openrouter " + Main.VERSION + "\n",
                    Cli.BARE.run(command, "-V").complete().out());
            assertTrue(Cli.BARE.run("--help").complete().out().contains("  " + command + " "));
        }
        assertTrue(echo("-- --help").contains("\"content\":\"--help\""));
    }

    @Test
    void commandsTakeWhatTheirHelpNames() {
        Matcher option = Pattern.compile("^ {2}(?:(-\\w), | {4})(--[\\w-]+)(=\\S+)?", Pattern.MULTILINE)
                .matcher("");
        for (String command : List.of("chat", "decode", "serve")) {
            int options = 0;
            for (option.reset(Help.of(command)); option.find(); options++) {
                String value = option.group(3) == null ? "=x" : "=";
                boolean shown = List.of("--help", "--version").contains(option.group(2));
                for (int form : shown ? new int[0] : new int[] {1, 2}) {
                    if (option.group(form) != null) {
                        String told = Cli.BARE
                                .run(command, option.group(form) + value, "-")
                                .err();
                        assertFalse(told.contains("Unknown"), told);
                    }
                }
            }
            assertTrue(options >= 4, command);
        }
    }

    @Test
    void helpFitsATerminal() {
        for (String command : List.of("", "chat", "decode", "serve")) {
            Help.of(command).lines().forEach(line -> assertTrue(line.length() <= 110, line));
        }
    }

    private static String echo(String arguments) {
        return Cli.BARE
                .run(split("chat -m offline/echo " + arguments))
                .complete()
                .out();
    }

    private static void refused(String arguments, String... told) {
        String[] all = Arrays.copyOf(told, told.length + 1);
        all[told.length] = "See: openrouter chat --help";
        Cli.BARE.run(split("chat " + arguments)).failed(2, all);
    }

    private static String[] split(String arguments) {
        return arguments.split(" ");
    }
}
