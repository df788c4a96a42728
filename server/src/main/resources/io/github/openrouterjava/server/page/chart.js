import { millis } from "./format.js";

const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 1_800_000];
const MOST_BARS = 60;
const WIDTH = 600;
const HEIGHT = 84;
const FLOOR = 66; // below it are the times

/** Tokens a second over the time of a stream, as bars; where it failed, a line. */
export class Chart {
  #svg = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", class: "chart" });
  #bars = svg("path", { class: "bars" });
  #failures = svg("path", { class: "failures" });
  #from = svg("text", { x: 0, y: HEIGHT - 3 });
  #to = svg("text", { x: WIDTH, y: HEIGHT - 3, "text-anchor": "end" });
  #peak = svg("text", { x: WIDTH, y: 11, "text-anchor": "end" });
  #step = STEPS[0];
  #buckets = [];
  #counted = 0;

  constructor(root) {
    const floor = svg("path", { class: "floor", d: `M0 ${FLOOR}.5H${WIDTH}` });
    this.#svg.append(floor, this.#bars, this.#failures, this.#from, this.#to, this.#peak);
    root.append(this.#svg);
  }

  /** @param at when each event with content came; only more may have come since the last time */
  draw(recording, until) {
    const at = recording.contentAt;
    const step = STEPS.find((each) => until / each <= MOST_BARS) ?? until / MOST_BARS;
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
    const most = this.#buckets.reduce((a, b) => Math.max(a, b), 0);
    const bars = Math.max(1, Math.ceil(until / step));
    const width = WIDTH / Math.max(bars, 12);
    const path = [];
    this.#buckets.forEach((events, bucket) => {
      const height = Math.max(2, (events / most) * (FLOOR - 16));
      path.push(`M${(bucket * width + width * 0.12).toFixed(1)} ${FLOOR}v${-height.toFixed(1)}h${(width * 0.76).toFixed(1)}v${height.toFixed(1)}z`);
    });
    this.#bars.setAttribute("d", path.join(""));
    const scale = width / step;
    this.#failures.setAttribute("d", recording.failedAt.slice(0, 200).map((ms) => `M${(ms * scale).toFixed(1)} 14V${FLOOR}`).join(""));
    const unit = perEvent.exact ? "tokens/s" : "chunks/s";
    const peak = `${Math.round((most * perEvent.tokens * 1000) / step)} ${unit}`;
    this.#from.textContent = "0";
    this.#to.textContent = bars >= 12 ? millis(until) : "";
    this.#peak.textContent = most > 0 ? `peak ${peak}` : "";
    this.#svg.setAttribute("aria-label", most > 0 ? `${unit} over ${millis(until)}, at most ${peak}` : "No content yet");
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
