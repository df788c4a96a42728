import { errorText, parsed, readEvent } from "./chunk.js";
import { plural } from "./format.js";
import { SseParser } from "./sse.js";

const CONTENT = new Set(["text", "reasoning", "tool"]);

/**
 * One answer as it comes, from a live fetch or from the journal: its events with their times, and the message that they
 * make. Times are milliseconds since the request was sent.
 */
export class Recording {
  events = [];
  parts = []; // of the message: text, reasoning, tool, refusal, other
  head = null; // {status, type, generation, ms}
  endedAt = null;
  end = "open"; // then whole, broken or cancelled
  tooLong = false; // for the journal to keep
  failure = ""; // what the browser says of a broken connection
  errors = [];
  notes = [];
  finish = null; // the first choice's reason, or the first there is
  done = false;
  usage = null;
  model = null;
  provider = null;
  contentAt = []; // when each event with content came
  failedAt = [];
  longestGap = null; // {ms, number}
  comments = 0;
  halves = 0; // an event whose end did not come
  bad = 0; // events that are not JSON
  odd = 0; // that are, but no chunk
  #unfinished = new Set(); // choices
  #finished = new Set();
  #isWhole = false; // an answer in one piece says so by being there
  #parser = null; // of events; a body in one piece has none
  #body = "";
  #decoder = new TextDecoder();
  #listeners = new Set();

  /**
   * @param request the JSON that was sent
   * @param source "chat", or the journal's number
   * @param clock tells the time since, where it can be told
   */
  constructor(request, source, clock = null) {
    this.request = request;
    this.source = source;
    this.clock = clock;
  }

  get running() {
    return this.end === "open";
  }

  /** Calls the listener after each change, until the function that is returned is called. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  begin(status, headers, ms) {
    const type = headers.get("content-type") ?? "";
    this.head = { status, type, generation: headers.get("x-generation-id"), retryAfter: headers.get("retry-after"), ms };
    if (/^text\/event-stream/i.test(type)) this.#parser = new SseParser();
    this.#changed();
  }

  feed(bytes, ms) {
    if (!this.#parser && this.#body === "" && looksLikeEvents(bytes)) {
      this.#parser = new SseParser();
      this.notes.push(`these are events, but their content type is “${this.head?.type ?? ""}”`);
    }
    if (this.#parser) for (const block of this.#parser.feed(bytes)) this.#add(block, ms);
    else this.#body += this.#decoder.decode(bytes, { stream: true });
    this.#changed();
  }

  /** @param how whole, broken or cancelled */
  close(how, ms, failure = "") {
    if (!this.running) return;
    if (this.#parser) for (const block of this.#parser.end()) this.#addLast(block, ms);
    else this.#addBody(ms);
    this.end = how;
    this.endedAt = ms;
    this.failure = failure;
    this.#changed();
  }

  #changed() {
    for (const listener of this.#listeners) listener();
  }

  /** An answer in one piece may say of itself that it is events. */
  #addLast(block, ms) {
    if (this.events.length === 0 && typeof parsed(block.raw) === "object") {
      this.notes.push(`this is one piece of JSON, but its content type is “${this.head?.type}”`);
      this.#body = block.raw;
      this.#addBody(ms);
    } else {
      this.#add(block, ms);
    }
  }

  #addBody(ms) {
    const body = this.#body + this.#decoder.decode();
    if (body === "") return;
    const json = parsed(body);
    this.#add({ type: "body", name: "", data: body, raw: body }, ms);
    this.#isWhole = json?.choices?.[0]?.message != null;
    if (this.head?.status >= 400 && this.errors.length === 0) {
      this.errors.push(json === undefined ? body : errorText(json));
    }
    // What the status says need not be said again.
    if (this.head?.status >= 400) {
      this.errors = this.errors.map((text) => (text.startsWith(`${this.head.status}: `) ? text.slice(5) : text));
    }
  }

  #add(block, ms) {
    const said = readEvent(block);
    const before = this.events.at(-1);
    const event = {
      number: this.events.length + 1,
      ms,
      gap: before ? ms - before.ms : null,
      type: block.type,
      name: block.name,
      kinds: said.kinds,
      line: said.line,
      data: block.data,
      raw: block.raw,
    };
    this.events.push(event);
    if (event.gap !== null && (!this.longestGap || event.gap > this.longestGap.ms)) {
      this.longestGap = { ms: event.gap, number: event.number };
    }
    if (said.kinds.some((kind) => CONTENT.has(kind))) this.contentAt.push(ms);
    if (said.kinds.some((kind) => kind === "error" || kind === "bad" || kind === "cut")) this.failedAt.push(ms);
    if (block.type === "comment") this.comments++;
    if (said.unfinished) this.halves++;
    // Behind [DONE] nothing is of the answer.
    if (said.bad && !this.done) this.bad++;
    if (said.odd && !this.done) this.odd++;
    this.done ||= said.done === true;
    for (const { choice, reason } of said.finishes ?? []) this.#choice(choice, reason);
    this.usage = said.usage ?? this.usage;
    this.model = said.model ?? this.model;
    this.provider = said.provider ?? this.provider;
    for (const piece of said.pieces) this.#merge(piece);
  }

  #choice(choice, reason) {
    if (reason === null) {
      if (!this.#finished.has(choice)) this.#unfinished.add(choice);
      return;
    }
    this.#unfinished.delete(choice);
    this.#finished.add(choice);
    if (reason === "error" || this.finish === null || choice === 0) this.finish = reason;
  }

  #merge(piece) {
    if (piece.kind === "error") {
      this.errors.push(errorText(piece.error));
      return;
    }
    const part = this.#partOf(piece);
    part.text += piece.text;
    part.id ||= piece.id;
    part.name ||= piece.name ?? "";
  }

  /** The part that this is more of, or a new one. */
  #partOf(piece) {
    const before = this.parts.filter((part) => part.choice === piece.choice);
    const calls = piece.kind === "tool" ? before.filter((part) => part.kind === "tool") : [];
    const continued =
      piece.kind === "tool"
        ? (calls.findLast((part) => piece.id && part.id === piece.id && isSameName(part, piece)) ??
          calls.findLast((part) => isSameCall(part, piece)))
        : before.at(-1);
    if (continued && continued.kind === piece.kind && piece.kind !== "other") return continued;
    const { kind, choice, index, id } = piece;
    const part = { kind, choice, index, id, name: piece.name ?? "", text: "" };
    this.parts.push(part);
    return part;
  }

  /** The text of the first choice, as far as it has come. */
  get text() {
    return this.parts.flatMap((part) => (part.kind === "text" && part.choice === 0 ? [part.text] : [])).join("");
  }

  get calls() {
    return this.parts.filter((part) => part.kind === "tool" && part.choice === 0);
  }

  /** How many events have come, comments and half an event aside. */
  get whole() {
    return this.events.length - this.comments - this.halves;
  }

  /** How it ended, if it has: {word, kind: "good" | "bad" | "open" | "stopped", text}. */
  get outcome() {
    const came = plural(this.whole, "event") + (this.halves > 0 ? " and half of one" : "");
    const status = this.head?.status;
    if (this.running) return { word: "running", kind: "open", text: (this.head ? `${came} so far` : "no answer yet") + this.#silence() };
    if (status >= 300) return bad("error", `HTTP ${status}: ${this.errors[0] ?? "without a body"}${this.#retry()}`);
    if (this.errors.length > 0) return bad("error", `after ${came}: ${this.errors[0]}`);
    if (this.finish === "error") return bad("error", `after ${came}: finish_reason is error, without an error object`);
    if (this.tooLong) return { word: "too long to keep", kind: "stopped", text: "the journal has its head, not its body" };
    const whole = this.done || this.#isWhole || (this.finish !== null && this.#unfinished.size === 0);
    if (this.end === "cancelled" && !this.done) {
      return { word: "cancelled", kind: "stopped", text: `the client left after ${came}` };
    }
    if (whole) {
      const then = { broken: ", and then the connection broke", cancelled: ", and then nothing, not even an end" }[this.end] ?? "";
      const reason = this.finish === null ? "without a finish reason" : `finish_reason: ${this.finish}`;
      const but = this.bad + this.odd > 0 ? `, but ${plural(this.bad + this.odd, "event")} could not be read` : "";
      return { word: "complete", kind: but ? "stopped" : "good", text: reason + then + but };
    }
    if (!this.head) return bad("error", `no answer: ${this.failure || "the connection broke"}`);
    const how = this.end === "broken" ? "the connection broke" : "the body ended";
    return bad("cut off", `cut off after ${came}: ${how} without a finish reason and without [DONE]`);
  }

  #silence() {
    const ms = this.clock ? this.clock() - (this.events.at(-1)?.ms ?? 0) : 0;
    return ms < 1000 ? "" : `, silent for ${Math.floor(ms / 1000)} s`;
  }

  #retry() {
    return this.head.retryAfter ? ` (Retry-After: ${this.head.retryAfter})` : "";
  }
}

const bad = (word, text) => ({ word, kind: "bad", text });

function looksLikeEvents(bytes) {
  return /^\uFEFF?(data|event|id|retry|):/.test(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, 16)));
}

const isSameName = (part, piece) => !piece.name || part.name === piece.name;

/** As the SDK tells calls apart, in short: by index; but another id or name, once the call is whole, is another call. */
function isSameCall(part, piece) {
  const other = piece.id && part.id && piece.id !== part.id;
  if (other && piece.name) return false;
  if (!isSameName(part, piece) && parsed(part.text) !== undefined) return false;
  return piece.index >= 0 ? part.index === piece.index : !other;
}
