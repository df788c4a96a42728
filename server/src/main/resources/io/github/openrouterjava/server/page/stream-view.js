import { AnswerView } from "./answer-view.js";
import { Chart, tokensPerEvent } from "./chart.js";
import { kindName } from "./chunk.js";
import { EventDetail } from "./event-detail.js";
import { make, onceAFrame } from "./dom.js";
import { count, dollars, millis, pretty } from "./format.js";
import { WindowedList } from "./windowed.js";

const ROW = 30;

/** One stream from near: how it goes, its numbers, a chart of its pace, and each event. */
export class StreamView {
  #root;
  #recording = null;
  #wasRunning = false; // when it was last drawn: the last events are followed too
  #unlisten = () => {};
  #draw = onceAFrame(() => this.#drawNow());
  #parts = {};
  #chart;
  #list;
  #detail;
  #answer;

  constructor(root) {
    this.#root = root;
    root.replaceChildren(make("p", "empty", "The events of an answer are shown here: ask something, or choose an exchange of the journal."));
    // A silence is told while it lasts.
    setInterval(() => this.#recording?.running && this.#draw(), 500);
  }

  get recording() {
    return this.#recording;
  }

  show(recording) {
    if (recording === this.#recording) return;
    this.#unlisten();
    this.#recording = recording;
    this.#wasRunning = recording.running;
    this.#build();
    this.#unlisten = recording.listen(this.#draw);
    this.#drawNow();
  }

  #build() {
    const status = make("p", "status", make("span", "chip"), make("span", "status-text"));
    const stats = make("dl", "stats");
    const chart = make("div", "chart-of");
    const folds = make("div", "folds");
    const rows = make("div", "list event-list");
    rows.id = "events";
    rows.role = "listbox";
    rows.tabIndex = 0;
    rows.setAttribute("aria-label", "Events, with their times and gaps; Enter shows one whole");
    const head = make("div", "list-head", make("span", "", "#"), make("span", "", "at"), make("span", "", "gap"), make("span", "", "kind"), make("span", "", "what"));
    head.setAttribute("aria-hidden", "true");
    const detail = make("section", "detail");
    detail.setAttribute("aria-label", "The chosen event");
    const table = make("div", "event-table", head, rows);
    this.#root.replaceChildren(status, stats, chart, folds, table, detail);
    this.#parts = { status, stats };
    this.#chart = new Chart(chart);
    this.#detail = new EventDetail(detail, rows);
    this.#list = new WindowedList(rows, ROW, {
      draw: (row, index) => drawRow(row, this.#recording.events[index]),
      open: (index) => this.#detail.show(this.#recording.events[index]),
      moved: (index) => this.#detail.shown && this.#detail.show(this.#recording.events[index]),
    });
    this.#buildFolds(folds);
  }

  /** What was asked; and what was answered, unless the chat shows it. */
  #buildFolds(folds) {
    const recording = this.#recording;
    this.#answer = null;
    folds.append(fold("Request", () => make("pre", "json", requestText(recording.request))));
    if (recording.source === "chat") return;
    folds.append(
      fold("Answer", () => {
        this.#answer = new AnswerView(recording);
        this.#answer.draw();
        return this.#answer.element;
      }),
    );
  }

  #drawNow() {
    const recording = this.#recording;
    const last = recording.events.at(-1);
    const until = recording.endedAt ?? recording.clock?.() ?? last?.ms ?? 0;
    this.#drawStatus(recording);
    this.#drawStats(recording);
    this.#chart.draw(recording, Math.max(until, 1));
    this.#list.set(recording.events.length, this.#wasRunning);
    this.#wasRunning = recording.running;
    this.#answer?.draw();
  }

  #drawStatus(recording) {
    const { outcome } = recording;
    const [chip, text] = this.#parts.status.children;
    chip.className = `chip ${outcome.kind}`;
    chip.textContent = outcome.word;
    text.textContent = outcome.text;
  }

  #drawStats(recording) {
    const { head, events, comments, contentAt, longestGap, usage, endedAt } = recording;
    const numbers = [
      ["HTTP", head ? String(head.status) : "–"],
      ["Events", count(recording.whole)],
      ["Comments", count(comments)],
      ["First event", millis(events[0]?.ms)],
      ["First token", millis(contentAt[0])],
      ["Whole time", millis(endedAt)],
      ["Longest gap", longestGap ? `${millis(longestGap.ms)} (#${longestGap.number})` : "–"],
      pace(recording),
      ["Tokens", usage ? `${count(usage.prompt_tokens)} → ${count(usage.completion_tokens)}` : "–"],
      ["Cost", dollars(usage?.cost)],
    ];
    const list = this.#parts.stats;
    numbers.forEach(([name, value], i) => {
      const item = list.children[i] ?? list.appendChild(make("div", "", make("dt"), make("dd")));
      if (item.firstChild.textContent !== name) item.firstChild.textContent = name;
      if (item.lastChild.textContent !== value) item.lastChild.textContent = value;
    });
  }
}

/** From the first token to the last: what stands before the first is waiting. */
function pace(recording) {
  const { contentAt } = recording;
  const seconds = (contentAt.at(-1) - contentAt[0]) / 1000;
  const { tokens, exact } = tokensPerEvent(recording);
  const rate = contentAt.length > 1 && seconds > 0 ? ((contentAt.length - 1) * tokens) / seconds : null;
  return [exact ? "Tokens/s" : "Chunks/s", rate === null ? "–" : count(rate < 100 ? Math.round(rate * 10) / 10 : Math.round(rate))];
}

function fold(title, content) {
  const element = make("details", "fold", make("summary", "", title));
  element.addEventListener("toggle", () => {
    if (element.open && element.children.length === 1) element.append(content());
  });
  return element;
}

const requestText = (request) => (typeof request === "string" ? request : pretty(JSON.stringify(request)));

function drawRow(row, event) {
  const [kind] = event.kinds;
  row.classList.add(`is-${kind}`);
  const name = event.name && event.name !== "message" ? `event: ${event.name}  ` : "";
  row.append(
    make("span", "number", String(event.number)),
    make("span", "number", event.ms.toFixed(1)),
    make("span", "number gap", event.gap === null ? "" : `+${event.gap.toFixed(1)}`),
    make("span", "kind", kindName(kind)),
    make("span", "what", name + event.line),
  );
}
