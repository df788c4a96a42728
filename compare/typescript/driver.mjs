// The official TypeScript SDK by its README: `for await (const chunk of await openRouter.chat.send({...stream: true}))`.
// It has no merging of its own for chat: tool calls and reasoning details are put together by index, and the details'
// words are the reasoning where there is no other. A chunk's `error` and the finish reason `error`, which
// OpenRouter's documentation tells users to look for, end the answer as failed.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { OpenRouter } from "@openrouter/sdk";

// Unless told otherwise it tries again for up to an hour: so that there is something to judge, for three seconds here.
const retryConfig = {
  strategy: "backoff",
  backoff: { initialInterval: 500, maxInterval: 60000, exponent: 1.5, maxElapsedTime: 3000 },
  retryConnectionErrors: true,
};

// Where fetch keeps its connections, for all clients of the process: each scenario gets a new one, so that none meets the
// broken connections of another.
const connections = Symbol.for("undici.globalDispatcher.1");
await fetch("data:,");
const Agent = globalThis[connections].constructor;

const installed = new URL("node_modules/@openrouter/sdk/package.json", import.meta.url);
write({
  client: "@openrouter/sdk",
  version: JSON.parse(readFileSync(installed, "utf8")).version,
  runtime: "Node " + process.versions.node,
});

for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line);
  globalThis[connections] = new Agent();
  const client = open(task);
  const results = [];
  for (let call = 0; call < (task.calls ?? 1); call++) results.push(await result(client, task));
  write({ name: task.name, results });
}
process.exit(0);

function write(json) {
  process.stdout.write(JSON.stringify(json) + "\n");
}

// It has a limit for the whole answer only: ten times the one between two pieces, where that is what is asked for.
function open(task) {
  const { total_ms, idle_ms, first_token_ms } = task.client ?? {};
  const pause = idle_ms ?? first_token_ms;
  const timeoutMs = total_ms ?? (pause && 10 * pause);
  return new OpenRouter({ apiKey: task.api_key, serverURL: task.base_url, retryConfig, timeoutMs });
}

async function result(client, task) {
  const report = { choices: new Map(), toolCalls: new Map(), details: new Map() };
  try {
    const answer = await client.chat.send({ chatRequest: camel(task.request) });
    if (task.request.stream) {
      for await (const chunk of answer) tell(chunk, (choice) => choice.delta, report);
    } else {
      tell(answer, (choice) => choice.message, report);
    }
  } catch (failure) {
    fail(report, failure.statusCode ?? failure.code, messages(failure), failure.name);
  }
  return json(report);
}

function tell(answer, inner, report) {
  if (answer.error) fail(report, answer.error.code, answer.error.message, "chunk.error");
  report.id ??= answer.id;
  report.model ??= answer.model;
  if (answer.usage) report.usage = answer.usage;
  for (const choice of answer.choices ?? []) {
    if (choice.finishReason === "error") fail(report, null, "finish reason: error", "finishReason");
    const at = report.choices.get(choice.index) ?? { index: choice.index, text: "" };
    report.choices.set(choice.index, at);
    if (choice.finishReason) at.finish_reason = choice.finishReason;
    const piece = inner(choice);
    if (!piece) continue;
    if (typeof piece.content === "string") at.text += piece.content;
    if (choice.index !== 0) continue;
    if (piece.reasoning) report.reasoning = (report.reasoning ?? "") + piece.reasoning;
    if (piece.refusal) report.refusal = (report.refusal ?? "") + piece.refusal;
    piece.toolCalls?.forEach((call, position) => merge(call, call.index ?? position, report.toolCalls));
    piece.reasoningDetails?.forEach((detail) => mergeDetail(detail, report.details));
  }
}

function merge(piece, index, calls) {
  const call = calls.get(index) ?? { arguments: "" };
  calls.set(index, call);
  call.id ??= piece.id;
  call.name ??= piece.function?.name;
  call.arguments += piece.function?.arguments ?? "";
}

function mergeDetail(piece, details) {
  const index = piece.index ?? details.size;
  const whole = details.get(index);
  if (!whole) return details.set(index, { ...piece });
  for (const [name, value] of Object.entries(piece)) {
    const longer = ["text", "summary", "data"].includes(name) && typeof whole[name] === "string";
    if (value != null) whole[name] = longer ? whole[name] + value : value;
  }
}

function fail(report, code, message, type) {
  report.error ??= { ...(code != null && { code: String(code) }), message: String(message), type };
}

function messages(failure) {
  const all = [];
  for (let cause = failure; cause && all.length < 9; cause = cause.cause) all.push(cause.message, cause.body);
  return [...new Set(all.filter(Boolean).map(String))].join(" / ");
}

function json(report) {
  const choices = [...report.choices.values()].sort((a, b) => a.index - b.index);
  const first = report.choices.get(0);
  return {
    end: report.error ? "failed" : "complete",
    text: first?.text,
    reasoning: report.reasoning ?? words(report.details),
    reasoning_details: report.details.size ? [...report.details.values()].map(snake) : undefined,
    refusal: report.refusal,
    tool_calls: report.toolCalls.size ? [...report.toolCalls.values()] : undefined,
    finish_reason: first?.finish_reason,
    usage: report.usage && snake(report.usage),
    id: report.id,
    model: report.model,
    choices: choices.length ? choices : undefined,
    error: report.error,
  };
}

// The SDK's members are in camel case; the protocol's are as on the wire.
function snake(value) {
  return renamed(value, (name) => name.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase()));
}

function camel(value) {
  return renamed(value, (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()));
}

function renamed(value, rename) {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [rename(name), renamed(item, rename)]));
}

function words(details) {
  return [...details.values()].map((detail) => detail.text ?? detail.summary ?? "").join("");
}
