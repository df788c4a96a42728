package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What was said, the settings it was said with, and what it cost. Immutable: every method gives another conversation, so
 * keeping one and going on from it twice is how a conversation branches.
 *
 * <p>The model's turns are kept as providers want them back: reasoning with its blocks, their order and signatures, also an
 * empty list of them, tool calls with the arguments' own text, annotations, images and audio.
 *
 * @param request the model, the messages and every other parameter of the next request
 * @param turns the model's answers so far, as far as they were added as completions
 */
public record Conversation(ChatRequest request, List<Turn> turns) {
    private static final String VERSION = "openrouter_conversation";

    public Conversation {
        turns = List.copyOf(turns);
    }

    /**
     * One answer of the model.
     *
     * @param bytes how long the messages' JSON was with it, which tells how many bytes make a token
     * @param id what {@code GET /generation} knows it by
     * @param model the model that answered
     */
    public record Turn(
            long bytes,
            @Nullable String id,
            @Nullable String model,
            @Nullable CompletionUsage usage) {}

    /** A conversation that begins with these messages, perhaps none. */
    public static Conversation of(String model, Message... messages) {
        return of(ChatRequest.of(model, messages));
    }

    /** A conversation that begins with this request's messages and keeps its settings. */
    public static Conversation of(ChatRequest request) {
        return new Conversation(request, List.of());
    }

    public List<Message> messages() {
        return request.messages();
    }

    /** With other settings: {@code settings(request -> request.temperature(0))}. */
    public Conversation settings(UnaryOperator<ChatRequest> change) {
        return new Conversation(change.apply(request), turns);
    }

    /** With what the user says next. */
    public Conversation user(String text) {
        return add(Message.user(text));
    }

    /**
     * With these messages. Where the first is the user's, the calls that wait for a result get one that says that they were
     * not made: providers refuse a question behind a call without a result.
     */
    public Conversation add(Message... more) {
        Conversation all = this;
        if (more.length > 0 && more[0] instanceof Message.User) {
            for (ToolCall call : pendingCalls()) {
                String message = "the call was not made: the user went on";
                all = all.add(ToolResult.failed(call, ToolFailure.Kind.CANCELLED, message, null));
            }
        }
        return new Conversation(all.request.add(more), turns);
    }

    /**
     * With the model's answer, the first choice of it. Of one that is not whole only the text stays: half a tool call or
     * unsigned reasoning would be refused when it is sent back.
     */
    public Conversation add(ChatCompletion answer) {
        Message.Assistant message = answer.message();
        Delivery delivery = answer.delivery();
        boolean whole = delivery == null || delivery.end() == StreamEnd.COMPLETE;
        List<Message> all = new ArrayList<>(messages());
        if (whole && message != null) {
            all.add(message.toolCalls(ToolCallMerger.whole(message.toolCalls())));
        } else if (!answer.text().isEmpty()) {
            all.add(Message.assistant(answer.text()));
        }
        List<Turn> more = new ArrayList<>(turns);
        more.add(new Turn(ConversationSize.bytes(all), answer.id(), answer.model(), answer.usage()));
        return new Conversation(request.messages(all), more);
    }

    /**
     * With a tool's result, in the order of the calls whatever the order in which they came.
     *
     * @throws IllegalArgumentException where the last answer has no such call, or its result is there already
     */
    public Conversation add(ToolResult result) {
        int answer = lastAnswer();
        List<ToolCall> calls = calls(answer);
        int place = indexOf(calls, result.call().id());
        List<Message> all = new ArrayList<>(messages());
        int at = answer + 1;
        while (place >= 0 && at < all.size() && all.get(at) instanceof Message.Tool earlier) {
            int its = indexOf(calls, earlier.toolCallId());
            place = its == place ? -1 : place;
            if (its > place) {
                break;
            }
            at++;
        }
        if (place < 0) {
            throw new IllegalArgumentException(
                    "no call with the id " + result.call().id() + " waits for a result");
        }
        all.add(at, result.message());
        return new Conversation(request.messages(all), turns);
    }

    /** The tool calls of the last answer that have no result yet: they come first when the conversation goes on. */
    public List<ToolCall> pendingCalls() {
        int answer = lastAnswer();
        List<ToolCall> pending = new ArrayList<>(calls(answer));
        for (Message message : messages().subList(answer + 1, messages().size())) {
            pending.removeIf(call -> message instanceof Message.Tool result
                    && call.id() != null
                    && call.id().equals(result.toolCallId()));
        }
        return List.copyOf(pending);
    }

    /** The place of the last answer where only tools' results follow it, else -1. */
    private int lastAnswer() {
        int at = messages().size() - 1;
        while (at >= 0 && messages().get(at) instanceof Message.Tool) {
            at--;
        }
        return at >= 0 && messages().get(at) instanceof Message.Assistant ? at : -1;
    }

    private List<ToolCall> calls(int answer) {
        return answer >= 0 && messages().get(answer) instanceof Message.Assistant message
                ? message.toolCalls()
                : List.of();
    }

    private static int indexOf(List<ToolCall> calls, @Nullable String id) {
        for (int i = 0; i < calls.size(); i++) {
            if (id != null && id.equals(calls.get(i).id())) {
                return i;
            }
        }
        return -1;
    }

    // Size and cost

    /** Tokens read and made in all turns, as the server counted them; a turn that was not counted counts nothing. */
    public long tokens() {
        long tokens = 0;
        for (Turn turn : turns) {
            tokens += turn.usage() == null ? 0 : tokens(turn.usage());
        }
        return tokens;
    }

    static long tokens(CompletionUsage usage) {
        if (usage.totalTokens() != null) {
            return usage.totalTokens();
        }
        return (usage.promptTokens() == null ? 0L : usage.promptTokens())
                + (usage.completionTokens() == null ? 0L : usage.completionTokens());
    }

    /** What all turns cost in credits, which are US dollars; null where no turn has told it. */
    public @Nullable BigDecimal cost() {
        BigDecimal cost = null;
        for (Turn turn : turns) {
            JsonNumber told = turn.usage() == null ? null : turn.usage().cost();
            BigDecimal amount = told == null ? null : told.toBigDecimal();
            if (amount != null) {
                cost = cost == null ? amount : cost.add(amount);
            }
        }
        return cost;
    }

    /**
     * How many tokens the messages are, guessed: a token for four bytes of their JSON, or for as many as it was in the last
     * turn that was counted.
     */
    public long promptTokens() {
        return new ConversationSize(this).tokens(messages());
    }

    /**
     * Without the oldest of what was said, so that the messages are no more than about this many tokens, see
     * {@link #promptTokens()}. Instructions at the begin stay, and so does all from the user's last message on, even where
     * that is too much; a question goes with its answers, calls and results.
     */
    public Conversation trim(long promptTokens) {
        return new ConversationSize(this).trim(promptTokens);
    }

    /**
     * As {@link #trim(long)}, so that reading the messages costs no more than about this many credits at the price of the
     * last turn.
     *
     * @throws IllegalStateException where no turn has told what it cost
     */
    public Conversation trimToCost(BigDecimal credits) {
        return new ConversationSize(this).trimToCost(credits);
    }

    // Keeping it

    /** The conversation as JSON text, for {@link #parse}. There is no key in it. */
    public String toJson() {
        List<Json> told = new ArrayList<>();
        for (Turn turn : turns) {
            CompletionUsage usage = turn.usage();
            told.add(JsonObject.of("bytes", Json.of(turn.bytes()))
                    .with("id", turn.id() == null ? null : Json.of(turn.id()))
                    .with("model", turn.model() == null ? null : Json.of(turn.model()))
                    .with("usage", usage == null ? null : Json.parse(usage.toJson())));
        }
        return JsonObject.of(VERSION, Json.of(1))
                .with("request", Json.parse(request.toJson()))
                .with("turns", new JsonArray(told))
                .toText();
    }

    /**
     * The conversation that {@link #toJson()} wrote, perhaps in another process.
     *
     * @throws io.github.openrouterjava.json.JsonException where the text is not JSON
     * @throws IllegalArgumentException where it is no conversation, or one of a later version
     */
    public static Conversation parse(String json) {
        if (!(Json.parse(json) instanceof JsonObject all) || all.object("request") == null) {
            throw new IllegalArgumentException("this is no conversation: it has no \"request\"");
        }
        JsonNumber version = all.number(VERSION);
        if (version == null || !Long.valueOf(1).equals(version.toLong())) {
            throw new IllegalArgumentException("this is a conversation of version " + all.get(VERSION)
                    + ", but only version 1 is known: \"" + VERSION + "\" must be 1");
        }
        JsonObject request = all.object("request");
        List<Turn> turns = new ArrayList<>();
        JsonArray told = all.array("turns");
        for (Json turn : told == null ? List.<Json>of() : told.elements()) {
            if (turn instanceof JsonObject object) {
                turns.add(turn(object));
            }
        }
        return new Conversation(ChatRequest.parse(String.valueOf(request)), turns);
    }

    private static Turn turn(JsonObject json) {
        JsonObject usage = json.object("usage");
        Long bytes = Members.integerLong(json, "bytes");
        return new Turn(
                bytes == null ? 0 : bytes,
                json.string("id"),
                json.string("model"),
                usage == null ? null : WireReader.document(usage.toBytes(), CompletionUsage::read));
    }

    /** Writes the conversation to this file, which is the old or the new one at every moment, never half of it. */
    public void save(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path next = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
        try {
            Files.writeString(next, toJson());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /**
     * The conversation that {@link #save} wrote.
     *
     * @throws IllegalArgumentException where the file holds something else; it says which file
     */
    public static Conversation load(Path file) throws IOException {
        String json = Files.readString(file);
        try {
            return parse(json);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
