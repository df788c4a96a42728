package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
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

    /** Sound as base64; formats are {@code wav}, {@code mp3} and others. */
    static ContentPart audio(String base64, String format) {
        return new InputAudio(new AudioData(base64, format, JsonObject.EMPTY), JsonObject.EMPTY);
    }

    /** A film by its address or as a {@code data:} URL. */
    static ContentPart video(String url) {
        return new VideoUrl(ImageUrl.of(url), JsonObject.EMPTY);
    }

    /** A document by its name and its address or {@code data:} URL. */
    static ContentPart file(String filename, String fileData) {
        return new File(new FileData(filename, fileData, null, JsonObject.EMPTY), JsonObject.EMPTY);
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

    /** One of a kind that this version does not know, as it came. */
    record Unknown(Json json) implements ContentPart {
        @Override
        public void write(JsonWriter out) {
            out.value(json);
        }
    }
}
