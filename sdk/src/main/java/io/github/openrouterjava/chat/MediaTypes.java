package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What files are, by their first bytes or their names, and what the API calls them. */
final class MediaTypes {
    /** How many of a file's first bytes tell its type. */
    static final int SIGN = 12;

    /** Endings of names, each with its type; a type's first ending is the one it gets when it is saved. */
    private static final String BY_NAME = " png image/png jpg image/jpeg jpeg image/jpeg gif image/gif webp image/webp"
            + " avif image/avif heic image/heic heif image/heif bmp image/bmp svg image/svg+xml tiff image/tiff"
            + " wav audio/wav mp3 audio/mpeg flac audio/flac m4a audio/mp4 ogg audio/ogg oga audio/ogg aac audio/aac"
            + " aiff audio/aiff aif audio/aiff pcm16 audio/pcm16 pcm24 audio/pcm24"
            + " mp4 video/mp4 mpeg video/mpeg mpg video/mpeg mov video/quicktime webm video/webm"
            + " pdf application/pdf txt text/plain md text/markdown csv text/csv html text/html htm text/html"
            + " xml application/xml json application/json"
            + " docx application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            + " xlsx application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            + " pptx application/vnd.openxmlformats-officedocument.presentationml.presentation ";

    private MediaTypes() {}

    /**
     * The type of a file: names lie, and providers refuse an image that is not what it is said to be.
     *
     * @throws IllegalArgumentException where neither its first bytes nor its name tell it
     */
    static String of(byte[] first, Path file) {
        String type = bySign(new String(first, ISO_8859_1));
        type = type == null ? byName(String.valueOf(file.getFileName())) : type;
        if (type == null) {
            throw new IllegalArgumentException("can't tell what " + file + " is, neither by its first bytes nor by its"
                    + " name: give its media type, as in Attachment.of(path, \"image/png\")");
        }
        return type;
    }

    static String checked(String type) {
        int slash = type.indexOf('/');
        if (slash <= 0 || slash == type.length() - 1 || type.indexOf(',') >= 0) {
            throw new IllegalArgumentException("'" + type + "' is no media type such as image/png");
        }
        return type;
    }

    /** The ending of a saved file's name, without its dot; the subtype where the table has no better one. */
    static String ending(String type) {
        String known = type.toLowerCase(Locale.ROOT);
        int at = BY_NAME.indexOf(' ' + known + ' ');
        if (at > 0) {
            return BY_NAME.substring(BY_NAME.lastIndexOf(' ', at - 1) + 1, at);
        }
        String subtype = known.substring(known.indexOf('/') + 1);
        for (int i = 0; i < subtype.length(); i++) {
            if (!Character.isLetterOrDigit(subtype.charAt(i)) && subtype.charAt(i) != '-') {
                return "bin"; // it comes from outside, and becomes part of a path
            }
        }
        return subtype;
    }

    /** What {@code input_audio.format} calls a type of sound. */
    static String audioFormat(String type) {
        String subtype = type.substring(type.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        String plain = subtype.startsWith("x-") ? subtype.substring(2) : subtype;
        return switch (plain) {
            case "mpeg" -> "mp3";
            case "mp4" -> "m4a";
            case "wave", "vnd.wave" -> "wav";
            default -> plain;
        };
    }

    private static @Nullable String byName(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        int at = ending.indexOf(' ') >= 0 || ending.indexOf('/') >= 0 ? -1 : BY_NAME.indexOf(' ' + ending + ' ');
        if (at < 0 || ending.length() == name.length()) {
            return null;
        }
        int from = at + ending.length() + 2;
        return BY_NAME.substring(from, BY_NAME.indexOf(' ', from));
    }

    private static @Nullable String bySign(String first) {
        String form = first.length() < SIGN ? "" : first.substring(8, SIGN);
        if (first.startsWith("\u0089PNG")) {
            return "image/png";
        } else if (first.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        } else if (first.startsWith("GIF8")) {
            return "image/gif";
        } else if (first.startsWith("RIFF")) {
            return form.equals("WEBP") ? "image/webp" : form.equals("WAVE") ? "audio/wav" : null;
        } else if (first.startsWith("%PDF")) {
            return "application/pdf";
        } else if (first.startsWith("fLaC")) {
            return "audio/flac";
        } else if (first.startsWith("OggS")) {
            return "audio/ogg";
        } else if (first.startsWith("ID3") || isMp3Frame(first)) {
            return "audio/mpeg";
        } else if (first.startsWith("FORM") && form.startsWith("AIF")) {
            return "audio/aiff";
        } else if (first.startsWith("\u001aE\u00df\u00a3")) {
            return "video/webm";
        } else if (first.startsWith("ftyp", 4)) {
            return switch (form.strip()) {
                case "M4A" -> "audio/mp4";
                case "qt" -> "video/quicktime";
                case "avif" -> "image/avif";
                case "heic", "heix" -> "image/heic";
                default -> "video/mp4";
            };
        }
        return null;
    }

    /** A frame of layer III; the others' sign is too much like that of other files. */
    private static boolean isMp3Frame(String first) {
        return first.length() > 1
                && first.charAt(0) == 0xff
                && "\u00fb\u00fa\u00f3\u00f2\u00e3\u00e2".indexOf(first.charAt(1)) >= 0;
    }
}
