import { make } from "./dom.js";
import { millis } from "./format.js";

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 1_800_000];
const FEWEST_BARS = 12;
const MOST_BARS = 60;
const WIDTH = 600;
const HEIGHT = 60;

/** Tokens a second over the time of a stream, as bars; where it failed, a line. */
export class Chart {
  #svg = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", class: "chart" });
  #bars = svg("path", { class: "bars" });
  #failures = svg("path", { class: "failures" });
  #peak = make("span");
  #until = make("span");
  #step = STEPS[0];
  #buckets = [];
  #counted = 0;

  constructor(root) {
    this.#svg.append(this.#bars, this.#failures);
    const scale = make("p", "scale", make("span", "", "0"), this.#peak, this.#until);
    scale.setAttribute("aria-hidden", "true"); // the picture's name says it
    root.append(this.#svg, scale);
  }

  /** @param until the time at the right edge; of the same recording only more may have come since the last time */
  draw(recording, until) {
    const at = recording.contentAt;
    this.#svg.parentNode.hidden = at.length === 0;
    // A bar for a single event would tell a pace that there never was.
    const most = Math.max(FEWEST_BARS, Math.min(MOST_BARS, at.length / 3));
    const step = STEPS.find((each) => until / each <= most) ?? until / most;
    if (step !== this.#step || at.length < this.#counted) {
      this.#step = step;
      this.#buckets = [];
      this.#counted = 0;
    }
    for (; this.#counted < at.length; this.#counted++) {
      const bucket = Math.floor(at[this.#counted] / step);
      this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    }
    const perEvent = tokensPerEvent(recording);
    const peak = this.#buckets.reduce((a, b) => Math.max(a, b), 0);
    const bars = Math.max(1, Math.ceil(until / step));
    const width = WIDTH / bars;
    const path = [];
    this.#buckets.forEach((events, bucket) => {
      const height = Math.max(2, (events / peak) * HEIGHT);
      const left = bucket * width + width * 0.12;
      const right = left + width * 0.76;
      path.push(`M${left.toFixed(1)} ${HEIGHT}V${(HEIGHT - height).toFixed(1)}H${right.toFixed(1)}V${HEIGHT}z`);
    });
    this.#bars.setAttribute("d", path.join(""));
    const scale = width / step;
    const failures = recording.failedAt.slice(0, 200).map((ms) => `M${Math.min(ms * scale, WIDTH - 1).toFixed(1)} 0V${HEIGHT}`);
    this.#failures.setAttribute("d", failures.join(""));
    const unit = perEvent.exact ? "tokens/s" : "chunks/s";
    const rate = `${Math.round((peak * perEvent.tokens * 1000) / step)} ${unit}`;
    this.#until.textContent = millis(until);
    this.#peak.textContent = peak > 0 ? `peak ${rate}` : "";
    this.#svg.setAttribute("aria-label", peak > 0 ? `${unit} over ${millis(until)}, at most ${rate}` : "No content yet");
  }
}

/** How many tokens an event with content has: by the usage, once it is told. */
export function tokensPerEvent(recording) {
  const tokens = recording.usage?.completion_tokens;
  const events = recording.contentAt.length;
  return typeof tokens === "number" && tokens > 0 && events > 0
    ? { tokens: tokens / events, exact: true }
    : { tokens: 1, exact: false };
}

function svg(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
