package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.Chat;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Tools;

/**
 * The tools of a conversation, and who allows their calls.
 *
 * @param commands what the tools run
 */
record Toolbox(Tools tools, ToolOptions options, Commands commands, ToolPrompt prompt) {
    /** The conversation, going on with these tools; the caller closes it. */
    ChatRun run(Chat chat, Conversation conversation) {
        commands.allow();
        return chat.run(conversation, tools, run -> options.limits(run).approver(prompt));
    }

    /** Ends the run and all that it has begun, from any thread. */
    void stop(ChatRun run) {
        run.close();
        commands.stop();
        prompt.stop();
    }
}
