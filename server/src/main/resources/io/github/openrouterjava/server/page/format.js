// Numbers, times and JSON, as people read them.

export function millis(ms) {
  if (ms == null) return "–";
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`;
  if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

export const count = (number) => (number == null ? "–" : number.toLocaleString("en"));

export const plural = (number, word) => `${count(number)} ${word}${number === 1 ? "" : "s"}`;

export function dollars(cost) {
  if (typeof cost !== "number") return cost == null ? "–" : String(cost);
  if (cost === 0) return "$0";
  return "$" + (cost >= 0.01 ? cost.toFixed(4).replace(/0{1,2}$/, "") : cost.toFixed(10).replace(/0+$/, ""));
}

/** One line of a text, with what is invisible made visible. */
export function oneLine(text, most = 200) {
  const start = text.length > most ? text.slice(0, most) + "…" : text;
  return start.replaceAll("\r", "␍").replaceAll("\n", "⏎").replaceAll("\t", "⇥");
}

const DEEPEST = 40; // of what is indented: what nests deeper is nothing to read

/** JSON on several lines. It is the text that came, not a value written anew: no digit and no double member is lost. */
export function pretty(json) {
  const out = [];
  let depth = 0;
  const line = () => "\n" + "  ".repeat(Math.min(depth, DEEPEST));
  for (const [token] of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/gs)) {
    if (token === "{" || token === "[") {
      depth++;
      out.push(token, line());
    } else if (token === "}" || token === "]") {
      depth--;
      const empty = /^\n *$/.test(out.at(-1)) && /^[{[]$/.test(out.at(-2) ?? "");
      if (empty) out.pop();
      out.push(empty ? token : line() + token);
    } else if (token === ",") {
      out.push(token + line());
    } else {
      out.push(token === ":" ? ": " : token);
    }
  }
  return out.join("");
}
