import { getJson } from "./api.js";
import { byId, make } from "./dom.js";
import { millis, plural } from "./format.js";
import { Recording } from "./recording.js";
import { WindowedList } from "./windowed.js";

const EVERY = 1000; // ms
const MOST = 200; // as many as the server keeps
const ROW = 80;
const KINDS = { complete: "good", running: "open", cancelled: "stopped", "too long to keep": "stopped" };

/** The latest exchanges of all clients. It asks only for what is new or running, and only while somebody can see it. */
export class Journal {
  #entries = []; // the newest first
  #list;
  #shown = null; // {number, recording, pieces} of the one that is followed
  #onState;
  #open;
  #polling = false;

  /**
   * @param open is given the recording of the exchange that is chosen, and its entry
   * @param onState is told "ok", "key" where the server asks for one, and "away" where it does not answer
   */
  constructor(open, onState) {
    this.#open = open;
    this.#onState = onState;
    this.#list = new WindowedList(byId("journal"), ROW, {
      draw: (row, index) => drawRow(row, this.#entries[index]),
      open: (index) => this.#choose(this.#entries[index]),
    });
    document.addEventListener("visibilitychange", () => this.poll());
  }

  async poll() {
    if (this.#polling) return;
    this.#polling = true;
    try {
      while (document.visibilityState === "visible") {
        if (!(await this.#pollOnce())) return;
        await new Promise((wake) => setTimeout(wake, EVERY));
      }
    } finally {
      this.#polling = false;
    }
  }

  /** False where it is of no use to ask again before there is a key. */
  async #pollOnce() {
    try {
      const { data } = await getJson(`journal?from=${this.#from()}`);
      await this.#take(data);
      if (this.#shown?.recording.running) await this.#follow();
      this.#onState("ok");
    } catch (failure) {
      this.#onState(failure.status === 401 ? "key" : "away");
      return failure.status !== 401;
    }
    return true;
  }

  /** The oldest that may have changed: one that runs, or the newest, which also tells whether this is the same server. */
  #from() {
    const running = this.#entries.findLast((entry) => entry.outcome === "running");
    return (running ?? this.#entries[0])?.number ?? 0;
  }

  async #take(data) {
    const newest = this.#entries[0];
    if (newest && !data.some((entry) => entry.number === newest.number && entry.begun === newest.begun)) {
      this.#entries = [];
      this.#list.reset(0);
      data = (await getJson("journal?from=0")).data; // the server has begun anew
    }
    let changed = false;
    for (const entry of data) {
      const place = this.#entries.findIndex((known) => known.number === entry.number);
      if (place >= 0) {
        changed ||= JSON.stringify(this.#entries[place]) !== JSON.stringify(entry);
        this.#entries[place] = entry;
      } else {
        changed = true;
        this.#entries.unshift(entry);
        if (this.#list.active >= 0) this.#list.active++;
      }
    }
    if (!changed) return;
    this.#entries.length = Math.min(this.#entries.length, MOST);
    byId("journal-empty").hidden = this.#entries.length > 0;
    byId("journal").hidden = this.#entries.length === 0;
    this.#list.set(this.#entries.length);
    this.#list.redraw();
  }

  async #choose(entry) {
    const cassette = await this.#cassette(entry.number);
    if (!cassette) return;
    const recording = new Recording(cassette.request.body, entry.number);
    this.#shown = { number: entry.number, recording, pieces: 0 };
    this.#feed(cassette);
    this.#open(recording, entry);
  }

  async #follow() {
    const cassette = await this.#cassette(this.#shown.number);
    if (cassette) this.#feed(cassette);
  }

  async #cassette(number) {
    try {
      return await getJson(`journal/${number}`);
    } catch (failure) {
      this.#onState(failure.status === undefined ? "away" : `exchange ${number} is not kept any more`);
      return null;
    }
  }

  /** What has come since the last time. */
  #feed({ response }) {
    const { recording } = this.#shown;
    if (response.status !== undefined && !recording.head) {
      recording.begin(response.status, new Headers(response.headers), response.ms);
    }
    for (const piece of (response.body ?? []).slice(this.#shown.pieces)) recording.feed(bytes(piece), piece.ms);
    this.#shown.pieces = response.body?.length ?? 0;
    recording.tooLong = response.body === undefined;
    if (response.end !== "open") recording.close(response.end, response.end_ms);
  }
}

function bytes({ text, base64 }) {
  return text === undefined ? Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)) : new TextEncoder().encode(text);
}

function drawRow(row, entry) {
  const time = new Date(entry.begun).toLocaleTimeString("en-GB");
  const numbers = [`#${entry.number}`, time];
  if (entry.ms != null) numbers.push(millis(entry.ms));
  if (entry.tokens != null) numbers.push(plural(entry.tokens, "token"));
  const status = entry.status >= 400 ? `HTTP ${entry.status}` : entry.outcome;
  row.append(
    make("span", "name", entry.model ?? "no model"),
    make("span", `chip ${KINDS[entry.outcome] ?? "bad"}`, status),
    make("span", "question", entry.error?.message ?? entry.question ?? "–"),
    make("span", "number", numbers.join(" · ")),
  );
}
