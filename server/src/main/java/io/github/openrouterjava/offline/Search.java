package io.github.openrouterjava.offline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the section that shares the most telling words with a question. No understanding is involved. */
final class Search {
    /**
     * The part of a question's weight that a section must have to count as an answer. A word that no section has weighs
     * most, so one that is known does not carry a question past one that is not.
     */
    private static final double ENOUGH = 0.45;

    private static final Set<String> COMMON = Set.of(
            ("a about all am an and any are as at be been but by can could did do does explain find for from get give"
                            + " go had has have hello hey hi how i if in into is it its just know let like make many may me more"
                            + " my need no not of on one or our out please put show so some tell than that the their them then"
                            + " there these they this to up us use used using want was we were what when where which who why will"
                            + " with work would you your")
                    .split(" ", -1));

    /** Examples, not the subject: an answer on how to ask about the sky must not be found by asking about the sky. */
    private static final Pattern QUOTED =
            Pattern.compile("(?ms)^\\s*```.*?(^\\s*```|\\z)|\"[^\"\\n]*\"|“[^”\\n]*”|\\]\\([^)\\n]*\\)");

    private static final Pattern CAMEL = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern APOSTROPHE = Pattern.compile("['’](s\\b)?");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> sectionsWith = new HashMap<>();

    /** A section with its words: how often each is in its text, and which are in its heading. */
    private record Entry(Section section, Map<String, Integer> text, Set<String> heading) {}

    Search(Map<String, String> pages) {
        pages.forEach((page, markdown) -> Section.of(page, markdown).forEach(this::add));
    }

    private void add(Section section) {
        var text = new HashMap<String, Integer>();
        for (String block : section.blocks()) {
            stems(withParts(subject(block))).forEach(word -> text.merge(word, 1, Integer::sum));
        }
        var heading = new LinkedHashSet<>(stems(withParts(subject(section.heading()))));
        entries.add(new Entry(section, text, heading));
        var words = new LinkedHashSet<>(text.keySet());
        words.addAll(heading);
        words.forEach(word -> sectionsWith.merge(word, 1, Integer::sum));
    }

    /** The best section for this question, or null where none has enough of its words. */
    @Nullable
    Section best(String question) {
        Collection<String> asked = new LinkedHashSet<>(stems(String.join(" ", words(question))));
        double whole = 0;
        for (String word : asked) {
            whole += weight(word);
        }
        Section best = null;
        double bestScore = 0;
        for (Entry entry : entries) {
            double covered = 0;
            double score = 0;
            for (String word : asked) {
                int count = entry.text.getOrDefault(word, 0);
                boolean titled = entry.heading.contains(word);
                if (count > 0 || titled) {
                    covered += weight(word);
                    score += weight(word) * ((titled ? 2 : 0) + count / (count + 1.0));
                }
            }
            if (covered >= ENOUGH * whole && score > bestScore) {
                best = entry.section;
                bestScore = score;
            }
        }
        return best;
    }

    /** The telling words of a text in its order, each once, lower case. */
    static List<String> words(String text) {
        var words = new LinkedHashSet<String>();
        for (String word : split(text)) {
            if (!COMMON.contains(word)) {
                words.add(word);
            }
        }
        return List.copyOf(words);
    }

    private static String subject(String text) {
        return QUOTED.matcher(text).replaceAll(" ");
    }

    /** The text, and once more with its camel case taken apart: StreamTimeoutException is on timeouts too. */
    private static String withParts(String text) {
        String parts = CAMEL.matcher(text).replaceAll(" ");
        return parts.equals(text) ? text : text + " " + parts;
    }

    private double weight(String word) {
        return Math.log(1 + (entries.size() + 1.0) / (sectionsWith.getOrDefault(word, 0) + 1));
    }

    private static List<String> stems(String text) {
        return split(text).stream().map(Search::stem).toList();
    }

    private static List<String> split(String text) {
        String plain = APOSTROPHE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return BETWEEN_WORDS
                .splitAsStream(plain)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Cuts a word to what its forms have in common: stream, streams, streamed, streaming. */
    private static String stem(String word) {
        String stem = word;
        for (String ending : List.of("ing", "ed", "s")) {
            if (stem.endsWith(ending) && stem.length() - ending.length() >= 3) {
                stem = stem.substring(0, stem.length() - ending.length());
                break;
            }
        }
        int last = stem.length() - 1;
        if (last >= 3 && (stem.charAt(last) == 'e' || stem.charAt(last) == stem.charAt(last - 1))) {
            stem = stem.substring(0, last);
        } else if (last >= 2 && stem.charAt(last) == 'y') {
            stem = stem.substring(0, last) + 'i';
        }
        return stem;
    }
}
