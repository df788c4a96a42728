package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One part of a message's content, told apart by {@code type}. */
public sealed interface ContentPart extends Wire {
    /** Text. */
    static ContentPart text(String text) {
        return new Text(text, null, null, JsonObject.EMPTY);
    }

    /** Text up to whose end the prompt is cached. */
    static ContentPart text(String text, CacheControl cacheControl) {
        return new Text(text, cacheControl.json(), null, JsonObject.EMPTY);
    }

    /** An image by its address or as a {@code data:} URL. */
    static ContentPart image(String url) {
        return new ImageUrlPart(ImageUrl.of(url), JsonObject.EMPTY);
    }

    /** An image in a file, which is read when a request is sent; see {@link Attachment#of(Path)}. */
    static ContentPart image(Path file) {
        return image(Attachment.of(file));
    }

    /** An image in memory, with its media type such as {@code image/png}. */
    static ContentPart image(byte[] image, String mediaType) {
        return image(Attachment.of(image, mediaType));
    }

    /** @throws IllegalArgumentException where it is of another media type than {@code image/…} */
    static ContentPart image(Attachment image) {
        return new Attached("image_url", image, null, JsonObject.EMPTY);
    }

    /** @param detail how closely a model shall look at it: {@code auto}, {@code low}, {@code high}, {@code original} */
    static ContentPart image(Attachment image, String detail) {
        return new Attached("image_url", image, detail, JsonObject.EMPTY);
    }

    /** Sound as base64; formats are {@code wav}, {@code mp3} and others. */
    static ContentPart audio(String base64, String format) {
        return new InputAudio(new AudioData(base64, format, JsonObject.EMPTY), JsonObject.EMPTY);
    }

    /** Sound in a file, which is read when a request is sent; see {@link Attachment#of(Path)}. */
    static ContentPart audio(Path file) {
        return audio(Attachment.of(file));
    }

    /** Sound in memory; formats are {@code wav}, {@code mp3} and others. */
    static ContentPart audio(byte[] audio, String format) {
        return audio(Attachment.of(audio, "audio/" + format));
    }

    /** @throws IllegalArgumentException where it is of another media type than {@code audio/…} */
    static ContentPart audio(Attachment audio) {
        return new Attached("input_audio", audio, null, JsonObject.EMPTY);
    }

    /** A film by its address or as a {@code data:} URL. */
    static ContentPart video(String url) {
        return new VideoUrl(ImageUrl.of(url), JsonObject.EMPTY);
    }

    /** A film in a file, which is read when a request is sent; see {@link Attachment#of(Path)}. */
    static ContentPart video(Path file) {
        return video(Attachment.of(file));
    }

    /** A film in memory, with its media type such as {@code video/mp4}. */
    static ContentPart video(byte[] video, String mediaType) {
        return video(Attachment.of(video, mediaType));
    }

    /** @throws IllegalArgumentException where it is of another media type than {@code video/…} */
    static ContentPart video(Attachment video) {
        return new Attached("video_url", video, null, JsonObject.EMPTY);
    }

    /** A document by its name and its address or {@code data:} URL. */
    static ContentPart file(String filename, String fileData) {
        return new File(new FileData(filename, fileData, null, JsonObject.EMPTY), JsonObject.EMPTY);
    }

    /** A document in a file, which is read when a request is sent; see {@link Attachment#of(Path)}. */
    static ContentPart file(Path file) {
        return file(Attachment.of(file));
    }

    /** A document in memory, with its media type such as {@code application/pdf}. */
    static ContentPart file(String filename, byte[] file, String mediaType) {
        return file(Attachment.of(file, mediaType).name(filename));
    }

    /** A document of any media type. */
    static ContentPart file(Attachment file) {
        return new Attached("file", file, null, JsonObject.EMPTY);
    }

    /** A copy up to whose end the prompt is cached. */
    default ContentPart cacheControl(CacheControl cacheControl) {
        String name = "cache_control";
        JsonObject mark = cacheControl.json();
        return switch (this) {
            case Text it -> new Text(it.text, mark, it.promptCacheBreakpoint, it.extra.with(name, null));
            case ImageUrlPart it -> new ImageUrlPart(it.imageUrl, it.extra.with(name, mark));
            case InputAudio it -> new InputAudio(it.inputAudio, it.extra.with(name, mark));
            case VideoUrl it -> new VideoUrl(it.videoUrl, it.extra.with(name, mark));
            case File it -> new File(it.file, it.extra.with(name, mark));
            case Attached it -> new Attached(it.type, it.attachment, it.detail, it.extra.with(name, mark));
            case Unknown it -> it.json instanceof JsonObject object ? new Unknown(object.with(name, mark)) : it;
        };
    }

    /** Text, {@code text}; may mark how far a provider shall cache the prompt. */
    record Text(
            @Nullable String text,
            @Nullable JsonObject cacheControl,
            @Nullable JsonObject promptCacheBreakpoint,
            JsonObject extra)
            implements ContentPart {
        static Text read(WireReader in) {
            String text = null;
            JsonObject cacheControl = null;
            JsonObject promptCacheBreakpoint = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> in.string();
                    case "text" -> text = in.string();
                    case "cache_control" -> cacheControl = in.anyObject();
                    case "prompt_cache_breakpoint" -> promptCacheBreakpoint = in.anyObject();
                    default -> in.keep();
                }
            }
            return new Text(text, cacheControl, promptCacheBreakpoint, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", "text")
                    .member("text", text)
                    .member("cache_control", cacheControl)
                    .member("prompt_cache_breakpoint", promptCacheBreakpoint)
                    .end();
        }
    }

    /** An image, {@code image_url}. */
    record ImageUrlPart(@Nullable ImageUrl imageUrl, JsonObject extra) implements ContentPart {
        static ImageUrlPart read(WireReader in) {
            ImageUrl imageUrl = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> in.string();
                    case "image_url" -> imageUrl = in.object() ? ImageUrl.read(in) : null;
                    default -> in.keep();
                }
            }
            return new ImageUrlPart(imageUrl, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", "image_url")
                    .member("image_url", imageUrl)
                    .end();
        }
    }

    /** Sound, {@code input_audio}. */
    record InputAudio(@Nullable AudioData inputAudio, JsonObject extra) implements ContentPart {
        static InputAudio read(WireReader in) {
            AudioData inputAudio = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> in.string();
                    case "input_audio" -> inputAudio = in.object() ? AudioData.read(in) : null;
                    default -> in.keep();
                }
            }
            return new InputAudio(inputAudio, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", "input_audio")
                    .member("input_audio", inputAudio)
                    .end();
        }
    }

    /** Base64 of a sound and its format, such as {@code wav} or {@code mp3}. */
    record AudioData(@Nullable String data, @Nullable String format, JsonObject extra) implements Wire {
        static AudioData read(WireReader in) {
            String data = null;
            String format = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "data" -> data = in.string();
                    case "format" -> format = in.string();
                    default -> in.keep();
                }
            }
            return new AudioData(data, format, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("data", data)
                    .member("format", format)
                    .end();
        }
    }

    /** A film, {@code video_url}. */
    record VideoUrl(@Nullable ImageUrl videoUrl, JsonObject extra) implements ContentPart {
        static VideoUrl read(WireReader in) {
            ImageUrl videoUrl = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> in.string();
                    case "video_url" -> videoUrl = in.object() ? ImageUrl.read(in) : null;
                    default -> in.keep();
                }
            }
            return new VideoUrl(videoUrl, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", "video_url")
                    .member("video_url", videoUrl)
                    .end();
        }
    }

    /** A document, {@code file}. */
    record File(@Nullable FileData file, JsonObject extra) implements ContentPart {
        static File read(WireReader in) {
            FileData file = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> in.string();
                    case "file" -> file = in.object() ? FileData.read(in) : null;
                    default -> in.keep();
                }
            }
            return new File(file, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", "file")
                    .member("file", file)
                    .end();
        }
    }

    /** A document by its data, an address or {@code data:} URL, or by the id of an upload. */
    record FileData(
            @Nullable String filename,
            @Nullable String fileData,
            @Nullable String fileId,
            JsonObject extra) implements Wire {
        static FileData read(WireReader in) {
            String filename = null;
            String fileData = null;
            String fileId = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "filename" -> filename = in.string();
                    case "file_data" -> fileData = in.string();
                    case "file_id" -> fileId = in.string();
                    default -> in.keep();
                }
            }
            return new FileData(filename, fileData, fileId, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("filename", filename)
                    .member("file_data", fileData)
                    .member("file_id", fileId)
                    .end();
        }
    }

    /**
     * A part whose bytes come from a file or from memory when it is written: the same on the wire as one of the others,
     * and parsed as that one.
     *
     * @param type {@code image_url}, {@code input_audio}, {@code video_url} or {@code file}
     * @param detail of an image, as {@link ImageUrl#detail()}
     */
    record Attached(
            String type, Attachment attachment, @Nullable String detail, JsonObject extra) implements ContentPart {
        /** @throws IllegalArgumentException where the attachment is not of this type */
        public Attached {
            String kind = kind(type);
            if (!attachment.mediaType().startsWith(kind)) {
                throw new IllegalArgumentException(attachment + " is not " + kind
                        + "…: attach it by another method, such"
                        + " as ContentPart.file, or give its media type, as in Attachment.of(path, \"" + kind + "…\")");
            }
        }

        private static String kind(String type) {
            return switch (type) {
                case "image_url" -> "image/";
                case "input_audio" -> "audio/";
                case "video_url" -> "video/";
                case "file" -> "";
                default -> throw new IllegalArgumentException("nothing is attached as " + type);
            };
        }

        @Override
        public void write(JsonWriter out) {
            out.beginObject();
            out.name("type");
            out.value(type);
            out.name(type);
            out.beginObject();
            String url = "data:" + attachment.mediaType() + ";base64,";
            if (type.equals("file")) {
                String name = attachment.name();
                out.name("filename");
                out.value(name == null ? "file." + MediaTypes.ending(attachment.mediaType()) : name);
                out.name("file_data");
                out.value(url, attachment.base64());
            } else if (type.equals("input_audio")) {
                out.name("data");
                out.value("", attachment.base64());
                out.name("format");
                out.value(MediaTypes.audioFormat(attachment.mediaType()));
            } else {
                out.name("url");
                out.value(url, attachment.base64());
                if (detail != null) {
                    out.name("detail");
                    out.value(detail);
                }
            }
            out.endObject();
            for (var member : extra.members().entrySet()) {
                out.name(member.getKey());
                out.value(member.getValue());
            }
            out.endObject();
        }
    }

    /** One of a kind that this version does not know, as it came. */
    record Unknown(Json json) implements ContentPart {
        @Override
        public void write(JsonWriter out) {
            out.value(json);
        }
    }
}
