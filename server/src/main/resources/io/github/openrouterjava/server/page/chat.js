import { AnswerView } from "./answer-view.js";
import { Composer } from "./composer.js";
import { button, byId, make, onceAFrame } from "./dom.js";
import { examplesFor } from "./examples.js";
import { ask } from "./live.js";

/** A conversation: what was said, what is being said, and what goes into the next request. */
export class Chat {
  #messages = []; // of the next request, without the system's
  #waiting = []; // calls of tools whose results are to be given
  #results = [];
  #stop = null; // ends the answer that is coming
  #transcript = byId("transcript");
  #models;
  #composer;
  #showStream;

  /** @param showStream is given a recording, and whether somebody asked to see it */
  constructor(models, showStream) {
    this.#models = models;
    this.#showStream = showStream;
    this.#composer = new Composer({ send: (text) => this.#send(text), stop: () => this.stop() });
    byId("new-chat").addEventListener("click", () => this.clear());
    this.clear();
  }

  stop() {
    this.#stop?.abort();
  }

  clear() {
    this.stop();
    this.#messages = [];
    this.#expect([]);
    const examples = make("div", "examples");
    for (const example of examplesFor(this.#models)) {
      examples.append(
        button(example.title, "quiet", () => {
          this.#models.value = example.model;
          this.#composer.fill(example.prompt, example.extra);
        }),
      );
    }
    this.#transcript.replaceChildren(make("p", "empty", "Ask any model of this server. What comes is shown as it comes, here and as events."), examples);
    byId("prompt").focus({ preventScroll: true });
  }

  /** Draws the examples again, once it is known which models there are. */
  refresh() {
    if (this.#messages.length === 0 && !this.#stop) this.clear();
  }

  #send(text) {
    if (this.#stop) return false;
    const call = this.#waiting[this.#results.length];
    if (call) {
      this.#results.push({ role: "tool", tool_call_id: call.id ?? "", content: text });
      this.#say("tool", `Result of ${call.name}`, text);
      if (this.#results.length < this.#waiting.length) return this.#expectNext();
      this.#messages.push(...this.#results);
    } else {
      this.#say("user", "You", text);
      this.#messages.push({ role: "user", content: text });
    }
    this.#expect([]);
    this.#answer();
    return true;
  }

  #say(role, who, text) {
    this.#transcript.querySelector(".examples")?.remove();
    this.#transcript.querySelector(".empty")?.remove();
    this.#transcript.append(make("article", `message ${role}`, make("h3", "", who), make("div", "grows", text)));
  }

  async #answer() {
    const stop = new AbortController();
    this.#stop = stop;
    this.#composer.running(true);
    const { recording, ended } = ask(this.#composer.request(this.#models.value, this.#messages), stop);
    const view = new AnswerView(recording);
    const events = button("Events", "quiet small", () => this.#showStream(recording, true));
    const head = make("div", "pane-head", make("h3", "", recording.request.model), events);
    this.#transcript.append(make("article", "message assistant", head, view.element));
    const follow = this.#follower();
    recording.listen(onceAFrame(() => follow(() => view.draw())));
    follow(() => view.draw());
    this.#showStream(recording, false);
    byId("announced").textContent = "The answer begins.";
    await ended;
    if (this.#stop !== stop) return; // there is another conversation by now
    this.#stop = null;
    this.#composer.running(false);
    this.#remember(recording);
    byId("announced").textContent = `${recording.text.slice(0, 2000)} – ${recording.outcome.word}`;
  }

  /** Whoever looks at the end of the conversation stays there while it grows; who has scrolled up is left alone. */
  #follower() {
    const box = this.#transcript;
    let following = true;
    box.scrollTop = box.scrollHeight;
    return (draw) => {
      following = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
      draw();
      if (following) box.scrollTop = box.scrollHeight;
    };
  }

  /** What came goes into the next request, also where it is not whole; calls only where they are. */
  #remember(recording) {
    const message = { role: "assistant", content: recording.text };
    if (recording.finish === "tool_calls" && recording.outcome.kind === "good") {
      message.tool_calls = recording.calls.map(({ id, name, text }) => ({
        id: id ?? "",
        type: "function",
        function: { name, arguments: text },
      }));
      this.#expect(recording.calls);
    }
    if (message.content !== "" || message.tool_calls) this.#messages.push(message);
  }

  #expect(calls) {
    this.#waiting = calls;
    this.#results = [];
    this.#expectNext();
  }

  #expectNext() {
    const call = this.#waiting[this.#results.length];
    this.#composer.label(call ? `Result of ${call.name}` : "Message");
    return true;
  }
}
