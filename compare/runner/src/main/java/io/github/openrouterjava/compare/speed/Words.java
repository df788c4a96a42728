package io.github.openrouterjava.compare.speed;

import java.util.Random;

/** Pieces of text as models send them: most a word and the blank before it, some not ASCII, some that JSON escapes. */
final class Words {
    private static final String[] COMMON = """
            the of and to in is that it was for on are as with his they be at one have this from or had by hot
            but some what there we can out other were all your when up use word how said an each she which do
            their time if will way about many then them would write like so these her long make thing see him
            two has look more day could go come did number sound no most people my over know water than call
            first who may down side been now find any new work part take get place made live where after back
            little only round man year came show every good me give our under name very through just form
            sentence great think say help low line differ turn cause much mean before move right boy old too
            same tell does set three want air well also play small end put scattering wavelength atmosphere
            particularly electromagnetic approximately consequently
            """.strip().split("\\s+");
    private static final String[] WIDE = {" é", " naïve", " Größe", " —", " 空", "気", " 😀", " “so", "”", " µm"};
    private static final String[] ESCAPED = {"\n\n", "\n", " \"", "\"", "\t", "\\", " C:\\", "\n- "};

    private final Random random;

    Words(long seed) {
        random = new Random(seed);
    }

    String next() {
        int kind = random.nextInt(100);
        if (kind < 4) return WIDE[random.nextInt(WIDE.length)];
        if (kind < 7) return ESCAPED[random.nextInt(ESCAPED.length)];
        if (kind < 15) return ",";
        if (kind < 20) return ".";
        String word = COMMON[random.nextInt(COMMON.length)];
        return kind < 30 && word.length() > 5 ? word.substring(word.length() / 2) : " " + word;
    }

    /** A generation's id. */
    String id() {
        var id = new StringBuilder("gen-1763850000-");
        for (int i = 0; i < 20; i++) id.append((char) ('A' + random.nextInt(26) + 32 * random.nextInt(2)));
        return id.toString();
    }

    /** A text as JSON has it, now and then with an escape that need not be. */
    String json(String text) {
        var json = new StringBuilder("\"");
        boolean ascii = random.nextInt(4) == 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < 0x7f || !ascii) json.append(c);
                    else json.append("\\u%04x".formatted((int) c));
                }
            }
        }
        return json.append('"').toString();
    }
}
