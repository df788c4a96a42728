package io.github.openrouterjava.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A heading of a page and what stands under it.
 *
 * @param blocks paragraphs, lists, tables and code, as they are written
 */
record Section(String page, String heading, List<String> blocks) {
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)[ #]*");
    private static final int BLOCKS = 4;
    private static final int CHARACTERS = 900;
    private static final int LINES = 25;

    /** The sections of a page in its order; those without text are left out. */
    static List<Section> of(String page, String markdown) {
        var sections = new ArrayList<Section>();
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        String heading = page;
        boolean code = false;
        for (String line : markdown.lines().toList()) {
            Matcher title = HEADING.matcher(line);
            if (!code && title.matches()) {
                endBlock(block, blocks);
                endSection(page, heading, blocks, sections);
                heading = title.group(1);
            } else if (!code && line.isBlank()) {
                endBlock(block, blocks);
            } else {
                block.append(block.isEmpty() ? "" : "\n").append(line);
                code ^= line.stripLeading().startsWith("```");
            }
        }
        endBlock(block, blocks);
        endSection(page, heading, blocks, sections);
        return sections;
    }

    private static void endBlock(StringBuilder block, List<String> blocks) {
        if (isText(block)) {
            blocks.add(block.toString());
        }
        block.setLength(0);
    }

    private static void endSection(String page, String heading, List<String> blocks, List<Section> sections) {
        if (!blocks.isEmpty()) {
            sections.add(new Section(page, heading, List.copyOf(blocks)));
            blocks.clear();
        }
    }

    /** The begin of this section: a few blocks, and of a long one its first lines. */
    String excerpt() {
        var text = new StringBuilder();
        for (String block : blocks.subList(0, Math.min(BLOCKS, blocks.size()))) {
            if (!text.isEmpty() && text.length() + block.length() > CHARACTERS) {
                break;
            }
            String shown = shortened(block);
            text.append(text.isEmpty() ? "" : "\n\n").append(shown);
            if (shown.length() < block.length()) {
                break;
            }
        }
        return text.toString();
    }

    private static String shortened(String block) {
        List<String> lines = block.lines().toList();
        if (lines.size() <= LINES) {
            return block;
        }
        String end = block.startsWith("```") ? "\n…\n```" : "\n…";
        return String.join("\n", lines.subList(0, LINES)) + end;
    }

    /** False for badges, images and other HTML: nothing to read in a terminal. */
    private static boolean isText(StringBuilder block) {
        String text = block.toString().strip();
        return !text.isEmpty() && !text.startsWith("<") && !text.startsWith("[![") && !text.startsWith("![");
    }
}
