package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** Which record each arm of the wire format's tagged unions is read into. */
final class Unions {
    private Unions() {}

    static ReasoningDetail reasoningDetail(WireReader in) {
        return switch (in.tag("type")) {
            case "reasoning.text" -> ReasoningDetail.Text.read(in);
            case "reasoning.summary" -> ReasoningDetail.Summary.read(in);
            case "reasoning.encrypted" -> ReasoningDetail.Encrypted.read(in);
            case "reasoning.server_tool_call" -> ReasoningDetail.ServerToolCall.read(in);
            case null, default -> new ReasoningDetail.Unknown(any(in));
        };
    }

    static AnnotationDetail annotationDetail(WireReader in) {
        return switch (in.tag("type")) {
            case "url_citation" -> AnnotationDetail.UrlCitation.read(in);
            case "file" -> AnnotationDetail.File.read(in);
            case null, default -> new AnnotationDetail.Unknown(any(in));
        };
    }

    static ContentPart contentPart(WireReader in) {
        return switch (in.tag("type")) {
            case "text" -> ContentPart.Text.read(in);
            case "image_url" -> ContentPart.ImageUrlPart.read(in);
            case "input_audio" -> ContentPart.InputAudio.read(in);
            case "video_url" -> ContentPart.VideoUrl.read(in);
            case "file" -> ContentPart.File.read(in);
            case null, default -> new ContentPart.Unknown(any(in));
        };
    }

    static Message message(WireReader in) {
        return switch (in.tag("role")) {
            case "system" -> Message.System.read(in);
            case "developer" -> Message.Developer.read(in);
            case "user" -> Message.User.read(in);
            case "assistant" -> Message.Assistant.read(in);
            case "tool" -> Message.Tool.read(in);
            case null, default -> new Message.Unknown(any(in));
        };
    }

    /** A message's content: a string or a list of parts; null where it is absent or neither. */
    static @Nullable Content content(WireReader in) {
        if (in.peek() == JsonReader.Kind.STRING) {
            String text = in.string();
            return text == null ? null : new Content.Text(text);
        }
        if (in.peek() != JsonReader.Kind.ARRAY) {
            in.string(); // keeps what is no content
            return null;
        }
        return new Content.Parts(in.listOfAny(Unions::contentPart));
    }

    private static Json any(WireReader in) {
        Json value = in.any();
        return value == null ? JsonNull.NULL : value;
    }
}
