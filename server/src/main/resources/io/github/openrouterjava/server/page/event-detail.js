import { button, make } from "./dom.js";
import { count, millis, pretty } from "./format.js";
import { kindName, parsed } from "./chunk.js";

const SHOWN = 100_000; // characters, unless more are asked for

/** One event whole: its JSON with line breaks, or as it came where it is none. */
export class EventDetail {
  #root;
  #back;
  shown = null;

  /** @param back what has the focus once this is closed */
  constructor(root, back) {
    this.#root = root;
    this.#back = back;
    root.hidden = true;
    for (const element of [root, back]) {
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !this.shown) return;
        event.stopPropagation();
        this.#close();
      });
    }
  }

  show(event) {
    this.shown = event;
    const isJson = parsed(event.data) !== undefined;
    const gap = event.gap === null ? "" : `, ${millis(event.gap)} after the one before`;
    const title = make("h3", "", `Event ${event.number}, ${kindName(event.kinds[0])} `, make("span", "of", `at ${millis(event.ms)}${gap}`));
    const whole = isJson ? pretty(event.data) : event.raw;
    const text = make("pre", "json", whole.slice(0, SHOWN));
    text.tabIndex = 0;
    this.#root.replaceChildren(make("div", "pane-head", title, button("Close", "quiet small", () => this.#close())), text);
    if (whole.length > SHOWN) {
      const all = button(`Show all ${count(whole.length)} characters`, "quiet small", () => {
        text.textContent = whole;
        all.remove();
      });
      text.after(all);
    }
    if (event.kinds[0] === "bad") text.before(make("p", "hint", `Not JSON; as it came, ${event.raw.length} characters:`));
    this.#root.hidden = false;
    this.#root.scrollIntoView({ block: "nearest" });
  }

  #close() {
    this.shown = null;
    this.#root.hidden = true;
    this.#back.focus();
  }
}
