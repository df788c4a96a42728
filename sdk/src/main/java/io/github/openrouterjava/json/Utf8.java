package io.github.openrouterjava.json;

/** UTF-8 by the Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing past U+10FFFF. */
final class Utf8 {
    static final int WRONG = 0;
    static final int CUT = -1;

    private Utf8() {}

    /** The length of the character that begins here, or {@link #WRONG}; {@link #CUT} where right bytes end too early. */
    static int lengthAt(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        int length =
                lead < 0x80 ? 1 : lead < 0xc2 ? WRONG : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : WRONG;
        int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        for (int i = 1; i < length; i++) {
            if (at + i >= to) {
                return CUT;
            }
            int next = bytes[at + i] & 0xff;
            if (next < lowest || next > highest) {
                return WRONG;
            }
            lowest = 0x80;
            highest = 0xbf;
        }
        return length;
    }

    /** The code point of the well-formed character that begins here and is not ASCII. */
    static int pointAt(byte[] bytes, int at) {
        int lead = bytes[at] & 0xff;
        int point = lead < 0xe0 ? lead & 0x1f : lead < 0xf0 ? lead & 0x0f : lead & 0x07;
        for (int i = 1; i < (lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4); i++) {
            point = point << 6 | bytes[at + i] & 0x3f;
        }
        return point;
    }

    /** How many bytes the code point takes. */
    static int length(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
}
