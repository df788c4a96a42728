package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.util.Iterator;
import java.util.Locale;
import java.util.Random;

/** {@code offline/lorem}: as much filler text as is asked for, a word a token, at the pace asked for. */
final class Lorem implements Iterator<Piece> {
    static final String NAME = "offline/lorem";

    private static final long KEEP_ALIVE = 400_000_000; // ns; as often as OpenRouter says that it is processing
    private static final String[] WORDS =
            ("lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et"
                            + " dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex"
                            + " ea commodo consequat duis aute irure in reprehenderit voluptate velit esse cillum eu fugiat nulla"
                            + " pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui officia deserunt mollit"
                            + " anim id est laborum")
                    .split(" ", -1);

    private final LoremSettings settings;
    private final long tokens;
    private final Random words;
    private final Random pace; // of its own, so that the pace does not change the text
    private long said;
    private int leftInSentence;
    private long untilFirst;
    private boolean begun;
    private boolean finished;

    private Lorem(LoremSettings settings, long maxTokens) {
        this.settings = settings;
        this.tokens = Math.min(settings.tokens(), maxTokens);
        this.words = new Random(settings.seed());
        this.pace = new Random(settings.seed());
        this.untilFirst = settings.ttftMillis() * 1_000_000;
    }

    static Iterator<Piece> answer(Ask ask) throws Refusal {
        return answer(LoremSettings.of(ask), ask);
    }

    static Iterator<Piece> answer(LoremSettings settings, Ask ask) throws Refusal {
        return new Lorem(settings, ask.maxTokens());
    }

    @Override
    public boolean hasNext() {
        return !finished;
    }

    @Override
    public Piece next() {
        if (!begun) {
            begun = true;
            return new Piece.Processing(0);
        }
        if (untilFirst > KEEP_ALIVE) {
            untilFirst -= KEEP_ALIVE;
            return new Piece.Processing(KEEP_ALIVE);
        }
        long pause = said == 0 ? untilFirst : pause();
        if (said < tokens) {
            return new Piece.Text(pause, word());
        }
        finished = true;
        String reason = tokens < settings.tokens() ? "length" : "stop";
        return new Piece.Finish(
                said == 0 ? untilFirst : 0, reason, JsonObject.of("completion_tokens", Json.of(tokens)));
    }

    private long pause() {
        if (settings.tokensPerSecond() == 0) {
            return 0;
        }
        double spread = 1 + settings.jitter() * (2 * pace.nextDouble() - 1);
        return (long) (1e9 / settings.tokensPerSecond() * spread);
    }

    private String word() {
        String word = WORDS[words.nextInt(WORDS.length)];
        boolean opens = leftInSentence == 0;
        if (opens) {
            leftInSentence = 5 + words.nextInt(8);
            word = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        }
        leftInSentence--;
        String space = said == 0 ? "" : " ";
        said++;
        return space + word + (leftInSentence == 0 ? "." : "");
    }
}
