package io.github.openrouterjava.json;

/** Well-formedness of UTF-8 by the Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing past U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** The index of the first byte that is not part of well-formed UTF-8, or -1. */
    static int firstWrongByte(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at];
            if (lead >= 0) {
                at++;
                continue;
            }
            lead &= 0xff;
            int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
            if (length == 0 || at + length > to) {
                return at;
            }
            int second = bytes[at + 1] & 0xff;
            boolean right =
                    switch (lead) {
                        case 0xe0 -> second >= 0xa0 && second <= 0xbf;
                        case 0xed -> second >= 0x80 && second <= 0x9f;
                        case 0xf0 -> second >= 0x90 && second <= 0xbf;
                        case 0xf4 -> second >= 0x80 && second <= 0x8f;
                        default -> second >= 0x80 && second <= 0xbf;
                    };
            for (int i = 2; right && i < length; i++) {
                right = (bytes[at + i] & 0xc0) == 0x80;
            }
            if (!right) {
                return at;
            }
            at += length;
        }
        return -1;
    }
}
