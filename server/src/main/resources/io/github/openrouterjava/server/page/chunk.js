// What one event says: its kinds, its pieces for the answer, and a line about it.
import { oneLine } from "./format.js";

const READ = new Set([
  "role",
  "content",
  "refusal",
  "reasoning",
  "reasoning_content",
  "reasoning_details",
  "tool_calls",
  "function_call",
]);

/**
 * Reads an event of the parser. Its kinds are ordered, the most telling first: error, bad, tool, text, reasoning, finish,
 * usage, done, comment, other.
 */
export function readEvent(block) {
  if (block.type === "comment") return told("comment", block.data);
  if (block.type === "fields") return told("other", block.data);
  if (block.data.trim() === "") return told("other", "no data");
  if (block.data.trim() === "[DONE]") return { ...told("done", "[DONE]"), done: true };
  if (block.type === "unfinished") return { ...told("cut", block.raw), unfinished: true };
  const json = parsed(block.data);
  if (json === undefined) return { ...told("bad", block.data), bad: true };
  if (json === null || typeof json !== "object" || Array.isArray(json)) {
    return { ...told("other", block.data), odd: true };
  }
  return readChunk(json, block.name === "error");
}

const NAMES = { bad: "not JSON", cut: "unfinished", tool: "tool call", done: "[DONE]" };

export const kindName = (kind) => NAMES[kind] ?? kind;

export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function told(kind, text) {
  return { kinds: [kind], line: oneLine(text), pieces: [] };
}

/** Reads a chunk, or a completion in one piece. */
function readChunk(json, isError) {
  const pieces = [];
  const lines = [];
  const error = json.error ?? (isError || json.object === "error" ? json : null);
  const finishes = [];
  for (const choice of list(json.choices)) {
    const index = choice?.index ?? 0;
    pieces.push(...readDelta(choice?.delta ?? choice?.message ?? {}, index));
    // Some send the word, or nothing in quotes, for none.
    const reason = ["", "null"].includes(choice?.finish_reason) ? null : (choice?.finish_reason ?? null);
    finishes.push({ choice: index, reason });
    if (choice?.error != null) pieces.push({ kind: "error", error: choice.error });
  }
  // A choice of some other kind of answer.
  const odd = list(json.choices).some((choice) => choice?.delta == null && choice?.message == null && choice?.text != null);
  if (error != null) pieces.unshift({ kind: "error", error });
  for (const piece of pieces) lines.push(piece.kind === "error" ? errorText(piece.error) : oneLine(piece.line ?? piece.text));
  const finish = finishes.find(({ reason }) => reason !== null)?.reason ?? null;
  if (finish != null) lines.push(`finish_reason: ${finish}`);
  if (json.usage != null) lines.push(`usage: ${oneLine(JSON.stringify(json.usage))}`);
  const kinds = [...new Set(pieces.map((piece) => (piece.kind === "refusal" ? "text" : piece.kind)))];
  if (finish != null) kinds.push(finish === "error" && !kinds.includes("error") ? "error" : "finish");
  if (json.usage != null) kinds.push("usage");
  return {
    kinds: kinds.length > 0 ? kinds : ["other"],
    line: lines.length > 0 ? lines.join("  ") : oneLine(JSON.stringify(json)),
    pieces,
    odd,
    finishes,
    usage: json.usage ?? null,
    model: typeof json.model === "string" ? json.model : null,
    provider: typeof json.provider === "string" ? json.provider : null,
  };
}

function readDelta(delta, choice) {
  const pieces = [];
  const add = (kind, text, more) => {
    if (text !== "") pieces.push({ kind, choice, text, ...more });
  };
  add("reasoning", reasoning(delta) + thinking(delta.content));
  for (const block of list(delta.reasoning_details)) {
    if (block?.data != null) add("other", String(block.data), { name: "encrypted reasoning", line: "[encrypted]" });
  }
  add("text", content(delta.content));
  add("refusal", typeof delta.refusal === "string" ? delta.refusal : "");
  const calls = list(delta.tool_calls);
  // As it was before there were several.
  if (delta.function_call) calls.push({ function: delta.function_call });
  for (const call of calls) {
    const name = call?.function?.name ?? call?.custom?.name ?? "";
    const given = call?.function?.arguments ?? call?.custom?.input ?? "";
    const text = typeof given === "string" ? given : JSON.stringify(given);
    pieces.push({ kind: "tool", choice, index: call?.index, id: call?.id, name, text, line: `${name}${text}` });
  }
  for (const [name, value] of Object.entries(delta)) {
    const empty = value == null || value === "" || (Array.isArray(value) && value.length === 0);
    if (!READ.has(name) && !empty) add("other", JSON.stringify(value), { name, line: `${name}: ${JSON.stringify(value)}` });
  }
  return pieces;
}

function content(value) {
  if (typeof value === "string") return value;
  return list(value)
    .filter((part) => part?.type !== "thinking")
    .map((part) => (typeof part?.text === "string" ? part.text : JSON.stringify(part)))
    .join("");
}

/** Reasoning within the content, as some providers send it. */
function thinking(value) {
  return list(value)
    .filter((part) => part?.type === "thinking")
    .map((part) => (typeof part.thinking === "string" ? part.thinking : content(part.thinking)))
    .join("");
}

/** The same text often comes twice, as a text and in blocks. */
function reasoning(delta) {
  const plain = delta.reasoning ?? delta.reasoning_content;
  if (typeof plain === "string" && plain !== "") return plain;
  return list(delta.reasoning_details)
    .map((block) => block?.text ?? block?.summary ?? "")
    .join("");
}

/** An error in one line: code, message, and who said so. */
export function errorText(error) {
  if (error === null || typeof error !== "object") return String(error);
  const said = [error.code ?? error.type, error.message ?? JSON.stringify(error)].filter((part) => part != null);
  const provider = error.metadata?.provider_name;
  const raw = error.metadata?.raw;
  return (
    said.join(": ") +
    (provider == null ? "" : ` (${provider})`) +
    (raw == null ? "" : ` – ${typeof raw === "string" ? raw : JSON.stringify(raw)}`)
  );
}

const list = (value) => (Array.isArray(value) ? [...value] : []);
