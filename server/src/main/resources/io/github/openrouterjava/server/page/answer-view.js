import { make } from "./dom.js";
import { count, dollars, millis, plural, pretty } from "./format.js";
import { parsed } from "./chunk.js";

const BLOCK = 2000; // characters, after which a line's end ends the block

/** A recording's message: reasoning, tool calls and text in the order in which they came, and how it ended. */
export class AnswerView {
  #recording;
  #drawn = [];
  #notes = make("div", "notes");
  #foot = make("p", "foot");

  constructor(recording) {
    this.#recording = recording;
    this.element = make("div", "answer");
    this.element.append(this.#notes, this.#foot);
  }

  draw() {
    const { parts, running } = this.#recording;
    parts.forEach((part, place) => {
      if (!this.#drawn[place]) {
        this.#drawn[place] = drawnPart(part);
        this.#notes.before(this.#drawn[place].element);
      }
      this.#drawn[place].update(part, running && place === parts.length - 1);
    });
    this.element.classList.toggle("running", running);
    this.#drawNotes();
    this.#drawFoot();
  }

  #drawNotes() {
    const { outcome, notes, bad, odd } = this.#recording;
    const texts = [...notes];
    if (bad > 0) texts.push(`${plural(bad, "event")} ${bad === 1 ? "is" : "are"} not JSON: see the events`);
    if (odd > 0) texts.push(`${plural(odd, "event")} ${odd === 1 ? "is" : "are"} JSON, but no chunk: see the events`);
    if (outcome.kind === "bad") texts.unshift(outcome.text);
    const shown = [...this.#notes.children].map((note) => note.textContent);
    if (texts.length === shown.length && texts.every((text, i) => text === shown[i])) return;
    this.#notes.replaceChildren(...texts.map((text, i) => make("p", outcome.kind === "bad" && i === 0 ? "notice bad" : "notice", text)));
  }

  #drawFoot() {
    const { outcome, running, usage, contentAt, endedAt, model } = this.#recording;
    if (running) {
      this.#foot.textContent = contentAt.length > 0 ? "" : "waiting…";
      return;
    }
    const said = [outcome.word === "complete" ? `complete, ${outcome.text}` : outcome.kind === "bad" ? outcome.word : outcome.text];
    if (model) said.push(model);
    if (usage) said.push(`${count(usage.prompt_tokens)} → ${count(usage.completion_tokens)} tokens`);
    if (usage?.cost != null) said.push(dollars(usage.cost));
    if (contentAt.length > 0) said.push(`first token ${millis(contentAt[0])}`);
    said.push(millis(endedAt));
    this.#foot.textContent = said.join(" · ");
  }
}

function drawnPart(part) {
  const text = new GrowingText(part.kind === "tool" || part.kind === "other" ? "pre" : "div");
  if (part.kind === "text") return plainPart(part, text);
  const titles = { reasoning: "Reasoning", refusal: "Refusal", other: part.name, tool: "Tool call" };
  const title = make("summary", "", titles[part.kind]);
  const name = make("code", "", "");
  if (part.kind === "tool") title.append(" ", name);
  const element = make("details", `part ${part.kind}`, title, text.element);
  element.open = part.kind !== "other";
  return {
    element,
    update(now, last) {
      name.textContent = now.name;
      text.show(now.text);
      // Behind the answer's text it would be in the way.
      if (part.kind === "reasoning" && !last && !element.dataset.folded) {
        element.dataset.folded = "once";
        element.open = false;
      }
      if (part.kind === "tool" && !last && parsed(now.text) !== undefined) text.replace(pretty(now.text));
    },
  };
}

function plainPart(part, text) {
  const element = make("div", "part text", text.element);
  if (part.choice > 0) element.prepend(make("p", "hint", `choice ${part.choice}`));
  return { element, update: (now) => text.show(now.text) };
}

/** A text that only gets longer. It is cut into blocks, because what is added lays its whole block out again. */
class GrowingText {
  #shown = 0;
  #node = null;
  #replaced = "";

  constructor(tag) {
    this.element = make(tag, "grows");
  }

  show(text) {
    while (this.#shown < text.length) {
      if (this.#node === null || (this.#node.length >= BLOCK && this.#node.data.endsWith("\n"))) {
        this.#node = document.createTextNode("");
        this.element.append(make("span", "block", this.#node));
      }
      const line = text.indexOf("\n", this.#shown + Math.max(0, BLOCK - this.#node.length));
      const to = line < 0 ? text.length : line + 1;
      this.#node.appendData(text.slice(this.#shown, to));
      this.#shown = to;
    }
  }

  replace(text) {
    if (text === this.#replaced) return;
    this.#replaced = text;
    this.element.replaceChildren(text);
    this.#shown = Infinity;
  }
}
