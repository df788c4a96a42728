/**
 * Events out of a body's bytes, by the WHATWG rules. What a browser passes over is told too: comments, blocks without
 * data, and what is left over where the body ends.
 */
export class SseParser {
  #decoder = new TextDecoder();
  #line = "";
  #afterCr = false; // a line feed that comes next belongs to it
  #raw = []; // the lines of the event that is coming
  #data = [];
  #name = "";

  /** What these bytes complete: a list of {type: "event" | "comment" | "fields", name, data, raw}. */
  feed(bytes) {
    return this.#take(this.#decoder.decode(bytes, { stream: true }));
  }

  /** What is left at the body's end: at most one {type: "unfinished"}. */
  end() {
    const last = this.#take(this.#decoder.decode());
    if (this.#line !== "") this.#read(this.#line, last);
    if (this.#raw.length > 0) last.push({ ...this.#block(), type: "unfinished" });
    return last;
  }

  #take(text) {
    const found = [];
    if (this.#afterCr && text.startsWith("\n")) text = text.slice(1);
    else if (text === "") return found;
    this.#afterCr = text === "" ? false : text.endsWith("\r");
    if (!/[\r\n]/.test(text)) {
      this.#line += text;
      return found;
    }
    const lines = (this.#line + text).split(/\r\n|\r|\n/);
    this.#line = lines.pop();
    for (const line of lines) this.#read(line, found);
    return found;
  }

  #read(line, found) {
    if (line === "") {
      if (this.#raw.length > 0) found.push(this.#block());
      return;
    }
    if (line.startsWith(":")) {
      found.push({ type: "comment", name: "", data: line.slice(1).trim(), raw: line });
      return;
    }
    this.#raw.push(line);
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#data.push(value);
    if (field === "event") this.#name = value;
  }

  #block() {
    const raw = this.#raw.join("\n");
    const block = {
      type: this.#data.length > 0 ? "event" : "fields",
      name: this.#name,
      data: this.#data.length > 0 ? this.#data.join("\n") : raw,
      raw,
    };
    this.#raw = [];
    this.#data = [];
    this.#name = "";
    return block;
  }
}
