package io.github.openrouterjava.chat;

import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.json.JsonNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that goes on by itself: the model answers, the tools that it calls run, and so on until it calls none.
 *
 * <p>It moves when it is read: {@link #next()} gives what happens next, on the reading thread; only tools run on threads of
 * their own. The last event is {@link ChatEvent.Ended}, whatever ended the run, except where an answer fails: that is the
 * exception which {@link ChatStream#next()} throws, with what came of the answer. Whatever happens, {@link #conversation()}
 * has all that is whole, and another run goes on from it; calls without a result come first then. So a tool may run twice
 * where a run was ended in its middle.
 *
 * <p>Calls are run only from an answer that is whole. One thread reads. Any thread may {@link #close()}, at any time: that
 * ends the answer that comes, interrupts the tools that run, and never waits for them.
 */
public final class ChatRun implements Iterable<ChatEvent>, AutoCloseable {
    private final Chat chat;
    private final Tools tools;
    private final RunOptions options;
    private final Queue<ChatEvent> ready = new ArrayDeque<>();
    private volatile Conversation conversation;
    private volatile boolean closed;
    private volatile @Nullable ChatStream stream;
    private volatile @Nullable ToolRuns running;

    // The reading thread's alone:
    private Stage stage = Stage.TURN;
    private @Nullable ChatEvents events;
    private @Nullable RuntimeException failure;
    private @Nullable RunEnd end;
    private boolean waits;
    private boolean called; // the last answer has tool calls
    private int steps;
    private long tokens;
    private BigDecimal cost = BigDecimal.ZERO;
    private long deadline;
    private boolean begun;

    private enum Stage {
        /** Between answers: what comes next is to be decided. */
        TURN,
        /** An answer comes. */
        ANSWER,
        /** Tools run. */
        TOOLS,
        ENDED
    }

    ChatRun(Chat chat, Conversation conversation, Tools tools, RunOptions options) {
        this.chat = chat;
        this.conversation = conversation;
        this.tools = tools.after(conversation.request().tools());
        this.options = options;
    }

    /**
     * What happens next, or null after the end.
     *
     * @throws StreamException where an answer is not whole
     * @throws io.github.openrouterjava.error.OpenRouterException where there is none: the API's error, or no connection
     */
    public @Nullable ChatEvent next() {
        if (!begun) {
            begun = true;
            deadline = System.nanoTime() + RunOptions.nanos(options.time());
        }
        try {
            while (ready.isEmpty() && stage != Stage.ENDED) {
                switch (stage) {
                    case TURN -> decide();
                    case ANSWER -> read();
                    case TOOLS -> hear();
                    case ENDED -> {}
                }
            }
        } catch (RuntimeException | Error e) {
            failure =
                    e instanceof RuntimeException known ? known : new IllegalStateException("the run failed before", e);
            stage = Stage.ENDED;
            close();
            throw e;
        }
        if (ready.isEmpty() && failure != null) {
            throw failure;
        }
        return ready.poll();
    }

    /** Decides what comes next: the end, the calls that wait for a result, or another answer. */
    private void decide() {
        List<ToolCall> pending = conversation.pendingCalls();
        RunEnd limit = limit();
        if (limit != null) {
            end(limit);
        } else if (!pending.isEmpty()) {
            prepare(pending);
        } else {
            ask();
        }
    }

    private @Nullable RunEnd limit() {
        if (closed) {
            return RunEnd.CANCELLED;
        } else if (timeIsOver()) {
            return RunEnd.TIME;
        } else if (steps >= options.steps()) {
            return RunEnd.STEPS;
        } else if (options.tokens() != null && tokens >= options.tokens()) {
            return RunEnd.TOKENS;
        } else if (options.cost() != null && cost.compareTo(options.cost()) >= 0) {
            return RunEnd.COST;
        }
        return null;
    }

    private void ask() {
        steps++;
        ChatStream opened = chat.stream(request(), call -> timed(options.call()));
        stream = opened;
        if (closed) {
            opened.close(); // close() may have come before there was a stream to close
        }
        events = ChatEvents.of(opened);
        stage = Stage.ANSWER;
    }

    private ChatRequest request() {
        ChatRequest request = conversation.request();
        List<Tool> offered = tools.definitions();
        request = offered.isEmpty() ? request : request.tools(offered);
        // A call that was forced once would be forced again after its result, for ever.
        boolean resumes = !request.messages().isEmpty() && request.messages().getLast() instanceof Message.Tool;
        boolean forces = request.toolChoice() != null && !ToolChoice.NONE.equals(request.toolChoice());
        return resumes && forces ? request.toolChoice(ToolChoice.AUTO) : request;
    }

    private CallOptions timed(CallOptions call) {
        if (options.time() == null) {
            return call;
        }
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        Duration total = call.clocks().total();
        return call.clocks(call.clocks().total(total == null || total.compareTo(left) > 0 ? left : total));
    }

    private void read() {
        try {
            ChatEvent event = Objects.requireNonNull(events).next();
            if (event == null) {
                stage = called ? Stage.TURN : end(RunEnd.ANSWERED);
                return;
            }
            ready.add(event);
            if (event instanceof ChatEvent.TurnFinished(ChatCompletion completion)) {
                keep(completion);
            }
        } catch (StreamCancelledException cancelled) {
            end(RunEnd.CANCELLED);
        } catch (StreamTimeoutException late) {
            if (!timeIsOver()) {
                throw late;
            }
            end(RunEnd.TIME);
        }
    }

    private void keep(ChatCompletion completion) {
        conversation = conversation.add(completion);
        List<ToolCall> calls = conversation.pendingCalls();
        called = !calls.isEmpty();
        if (FinishReason.LENGTH.equals(completion.finishReason())) {
            // At once: no other run could know it.
            calls.forEach(call -> told(ToolRuns.ended(cutOff(call))));
        }
        CompletionUsage usage = completion.usage();
        if (usage != null) {
            tokens += Conversation.tokens(usage);
            JsonNumber told = options.cost() == null ? null : usage.cost();
            BigDecimal amount = told == null ? null : told.toBigDecimal();
            cost = amount == null ? cost : cost.add(amount);
        }
    }

    /** Makes the calls ready, asks for approval, and lets those run that may. */
    private void prepare(List<ToolCall> calls) {
        var approved = new ToolRuns(options.parallel(), options.toolTime());
        for (ToolCall call : calls) {
            if (tools.runsElsewhere(call)) {
                waits = true;
                continue;
            }
            PreparedCall prepared = PreparedCall.of(call, tools);
            ToolResult refused = prepared.wrong;
            Approval approval = refused == null ? approval(prepared) : Approval.YES;
            switch (approval.answer()) {
                case YES -> {}
                case NO -> refused = refused(call, approval.reason());
                case LATER -> {
                    waits = true;
                    continue;
                }
            }
            if (refused == null) {
                approved.add(prepared);
            } else {
                told(ToolRuns.ended(refused));
            }
        }
        running = approved;
        stage = Stage.TOOLS;
    }

    private Approval approval(PreparedCall call) {
        if (options.approver() != null) {
            return options.approver().approve(call.call);
        }
        return call.tool != null && call.tool.asksFirst() ? Approval.LATER : Approval.YES;
    }

    private static ToolResult cutOff(ToolCall call) {
        String message = "the answer was cut off by its token limit: the call may not be complete, and was not made";
        return ToolResult.failed(call, ToolFailure.Kind.CUT_OFF, message, null);
    }

    private static ToolResult refused(ToolCall call, @Nullable String reason) {
        String message = reason == null ? "the call was refused" : "the call was refused: " + reason;
        return ToolResult.failed(call, ToolFailure.Kind.REFUSED, message, null);
    }

    /** Waits for what the tools tell; goes on when all have ended. */
    private void hear() {
        ToolRuns them = Objects.requireNonNull(running);
        if (closed || timeIsOver()) {
            end(closed ? RunEnd.CANCELLED : RunEnd.TIME);
        } else if (them.isEmpty()) {
            stage = waits ? end(RunEnd.WAITING) : Stage.TURN;
        } else {
            try {
                ChatEvent event = them.next(deadline);
                if (event != null) {
                    told(event);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(RunEnd.CANCELLED);
            }
        }
    }

    /** Tells an event; the result of a tool becomes part of the conversation at the same time. */
    private void told(ChatEvent event) {
        switch (event) {
            case ChatEvent.ToolFinished(ToolResult result) -> conversation = conversation.add(result);
            case ChatEvent.ToolFailed(ToolResult result) -> conversation = conversation.add(result);
            default -> {}
        }
        ready.add(event);
    }

    private Stage end(RunEnd how) {
        ToolRuns them = running;
        if (them != null) {
            them.close();
            them.unheard().forEach(this::told);
            ready.addAll(them.giveUp());
        }
        end = how;
        ready.add(new ChatEvent.Ended(how));
        stage = Stage.ENDED;
        close();
        return stage;
    }

    private boolean timeIsOver() {
        return deadline - System.nanoTime() <= 0;
    }

    @Override
    public Iterator<ChatEvent> iterator() {
        return new Pull<>() {
            @Override
            @Nullable
            ChatEvent pull() {
                return ChatRun.this.next();
            }
        };
    }

    /**
     * The answer that calls no tool; reads the run to its end for it, and passes over the events.
     *
     * @throws RunEndedException where the run came to another end
     * @throws StreamException where an answer is not whole
     */
    public ChatCompletion answer() {
        while (next() != null) {
            // what happens on the way is not asked for
        }
        ChatCompletion last = completion();
        if (end != RunEnd.ANSWERED || last == null) {
            throw new RunEndedException(Objects.requireNonNull(end), conversation);
        }
        return last;
    }

    /** The latest answer as far as it has come; null before the first. For any thread. */
    public @Nullable ChatCompletion completion() {
        ChatStream latest = stream;
        return latest == null ? null : latest.completion();
    }

    /** All that is whole by now; for any thread. */
    public Conversation conversation() {
        return conversation;
    }

    /** How the run ended; null while it has not, or where an answer failed. */
    public @Nullable RunEnd end() {
        return end;
    }

    /** Ends the run, at any moment and from any thread; never waits, may be repeated. */
    @Override
    public void close() {
        closed = true;
        ChatStream open = stream;
        if (open != null) {
            open.close();
        }
        ToolRuns them = running;
        if (them != null) {
            them.close();
        }
    }
}
