package io.github.openrouterjava.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools of a conversation, each with a name of its own. Immutable. */
public final class Tools {
    /** No tool at all. */
    public static final Tools NONE = new Tools(Map.of(), List.of());

    private final Map<String, ClientTool> ours;
    private final List<Tool> definitions;

    private Tools(Map<String, ClientTool> ours, List<Tool> definitions) {
        this.ours = ours;
        this.definitions = List.copyOf(definitions);
    }

    /** @throws IllegalArgumentException where two have the same name */
    public static Tools of(ClientTool... tools) {
        Map<String, ClientTool> ours = new LinkedHashMap<>();
        List<Tool> definitions = new ArrayList<>();
        for (ClientTool tool : tools) {
            ours.put(tool.name(), tool);
            definitions.add(tool.definition());
        }
        return checked(ours, definitions);
    }

    /**
     * These, and tools that are not run here: server tools, which OpenRouter runs, and functions whose calls end a run so
     * that somebody else gives their results.
     *
     * @throws IllegalArgumentException where two have the same name
     */
    public Tools and(Tool... more) {
        List<Tool> all = new ArrayList<>(definitions);
        all.addAll(List.of(more));
        return checked(ours, all);
    }

    /** These behind those of a conversation's settings, but for the ones that are among these too. */
    Tools after(List<Tool> settings) {
        List<Tool> all = new ArrayList<>();
        for (Tool tool : settings) {
            if (tool.name() == null ? !definitions.contains(tool) : definition(tool.name()) == null) {
                all.add(tool);
            }
        }
        all.addAll(definitions);
        return new Tools(ours, all);
    }

    private @Nullable Tool definition(String name) {
        for (Tool definition : definitions) {
            if (name.equals(definition.name())) {
                return definition;
            }
        }
        return null;
    }

    private static Tools checked(Map<String, ClientTool> ours, List<Tool> definitions) {
        Map<String, Tool> named = new LinkedHashMap<>();
        for (Tool definition : definitions) {
            String name = definition.name() == null ? definition.type() : definition.name();
            if (named.put(String.valueOf(name), definition) != null) {
                throw new IllegalArgumentException("two tools are named " + name + ": a call could mean either");
            }
        }
        return new Tools(ours, definitions);
    }

    /** What the model is told. */
    public List<Tool> definitions() {
        return definitions;
    }

    /** Our tool that the call names, or null. */
    @Nullable
    ClientTool of(ToolCall call) {
        return ours.get(call.name());
    }

    /** True where the call names a function that somebody else runs. */
    boolean runsElsewhere(ToolCall call) {
        return definition(call.name()) != null && !ours.containsKey(call.name());
    }

    /** The names of our tools, for a model that called another. */
    String names() {
        return ours.isEmpty() ? "none" : String.join(", ", ours.keySet());
    }

    /**
     * Runs one call on the calling thread, without a time limit or anybody's approval: a step of a loop of one's own. What
     * goes wrong is in the result, never thrown.
     */
    public ToolResult run(ToolCall call) {
        return PreparedCall.of(call, this).run((told, text) -> {});
    }
}
