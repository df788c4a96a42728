package io.github.openrouterjava.compare.speed;

/**
 * What answers there may be: for each the length of its text, the hash of its text without times, the bytes of its
 * body, and how many lines that has.
 */
public record Expected(long[][] answers) {
    private static final int LENGTH = 0;
    private static final int HASH = 1;
    private static final int BYTES = 2;
    private static final int LINES = 3;

    /** One answer. */
    public static long[] answer(String text, long bytes, long lines) {
        return new long[] {text.length(), Stamp.hash(text, 0), bytes, lines};
    }

    /** The form it has on a driver's line: numbers with colons, answers with commas between them. */
    public String line() {
        var line = new StringBuilder();
        for (long[] answer : answers) {
            if (!line.isEmpty()) line.append(',');
            for (int i = 0; i < answer.length; i++)
                line.append(i == 0 ? "" : ":").append(answer[i]);
        }
        return line.toString();
    }

    static Expected parse(String line) {
        String[] answers = line.split(",");
        var parsed = new long[answers.length][];
        for (int i = 0; i < answers.length; i++) {
            String[] numbers = answers[i].split(":");
            parsed[i] = new long[numbers.length];
            for (int j = 0; j < numbers.length; j++) parsed[i][j] = Long.parseLong(numbers[j]);
        }
        return new Expected(parsed);
    }

    boolean isText(long length, int hash) {
        for (long[] answer : answers) if (answer[LENGTH] == length && answer[HASH] == hash) return true;
        return false;
    }

    boolean isBody(long bytes, long lines) {
        for (long[] answer : answers) if (answer[BYTES] == bytes && answer[LINES] == lines) return true;
        return false;
    }
}
