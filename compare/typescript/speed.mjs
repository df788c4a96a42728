// The official TypeScript SDK by its README: `for await (const chunk of await openRouter.chat.send({...}))`.
// It has no merging of its own for chat: texts are put together. What is measured, and what the lines say, is in
// ../README.md; the driver in Java is SpeedDriver.
import { OpenRouter } from "@openrouter/sdk";

const measures = { burst, warm, paced, decode };

if (process.argv[2] === "cold") await cold(process.argv[3], expectedOf(process.argv[4]));
else await serve();
process.exit(0);

async function cold(baseUrl, expected) {
  const taker = take(expected, 0);
  await stream(open(baseUrl), taker);
  write({ ended: now(), fault: taker.fault });
  for await (const _ of process.stdin); // until the one who measures has read what the process took
}

async function serve() {
  const { readFileSync } = await import("node:fs");
  const { createInterface } = await import("node:readline");
  const installed = new URL("node_modules/@openrouter/sdk/package.json", import.meta.url);
  write({
    client: "@openrouter/sdk",
    version: JSON.parse(readFileSync(installed, "utf8")).version,
    runtime: "Node " + process.versions.node,
    decoders: "chatStreamChunkFromJSON",
  });
  for await (const line of createInterface({ input: process.stdin })) {
    const [measure, ...words] = line.split(" ");
    write(await measures[measure](...words).catch((failure) => ({ error: failure })));
  }
}

function write(results) {
  const pairs = Object.entries(results).filter(([, value]) => value != null);
  process.stdout.write(pairs.map(([name, value]) => name + "=" + String(value).replace(/\s+/g, " ")).join("\t") + "\n");
}

/** The machine's clock in nanoseconds, the same as a JVM's. */
function now() {
  const [seconds, nanos] = process.hrtime();
  return seconds * 1e9 + nanos;
}

function open(baseUrl) {
  const client = new OpenRouter({ apiKey: "sk-or-speed", serverURL: baseUrl, retryConfig: { strategy: "none" } });
  const chatRequest = { model: "openai/gpt-5-mini", messages: [{ role: "user", content: "Go." }], stream: true };
  return () => client.chat.send({ chatRequest });
}

async function stream(send, taker) {
  try {
    let text = "";
    for await (const chunk of await send()) {
      for (const choice of chunk.choices) {
        const piece = choice.delta.content;
        if (!piece) continue;
        text += piece;
        taker.piece(piece);
      }
    }
    taker.whole(text);
  } catch (failure) {
    taker.fault = "failed: " + failure + (failure.cause ? " / " + failure.cause : "");
  }
  taker.ended = true;
}

function take(expected, stamps) {
  return {
    chars: 0,
    hash: 0,
    late: [],
    ended: false,
    fault: undefined,
    piece(text) {
      this.chars += text.length;
      if (stamps === 0) return;
      this.hash = hash(text, this.hash);
      const mark = text.indexOf("@");
      if (mark >= 0) this.late.push(now() - Number(text.substring(mark + 1, mark + 19)));
    },
    whole(text) {
      if (text.length !== this.chars) this.fault = "the merged text has another length than the pieces";
      else if (!isText(expected, text.length, hash(text, 0))) this.fault = "another text than was sent";
      else if (stamps > 0 && !isText(expected, text.length, this.hash)) this.fault = "other pieces than were sent";
    },
  };
}

/** As String.hashCode() of Java, without times. */
function hash(text, start) {
  let result = start;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 64) i += 18;
    else result = (Math.imul(31, result) + c) | 0;
  }
  return result;
}

function expectedOf(line) {
  return line.split(",").map((answer) => answer.split(":").map(Number));
}

function isText(expected, length, hash) {
  return expected.some((answer) => answer[0] === length && answer[1] === hash);
}

async function burst(baseUrl, millis, answers) {
  const send = open(baseUrl);
  const expected = expectedOf(answers);
  const results = { streams: 0, wrong: 0 };
  const start = now();
  do {
    const taker = take(expected, 0);
    await stream(send, taker);
    results.streams++;
    if (!taker.fault) continue;
    results.wrong++;
    results.fault = taker.fault;
  } while (now() < start + millis * 1e6);
  return { ...results, nanos: now() - start };
}

async function warm(baseUrl, _threads, enough, millis, answers) {
  const send = open(baseUrl);
  const stop = now() + millis * 1e6;
  const results = { streams: 0 };
  while (results.streams < enough && now() < stop) {
    const takers = Array.from({ length: 16 }, () => take(expectedOf(answers), 0));
    await Promise.all(takers.map((taker) => stream(send, taker)));
    results.streams += takers.length;
    results.fault ??= takers.find((taker) => taker.fault)?.fault;
  }
  return results;
}

async function paced(baseUrl, _threads, streams, pieces, stagger, most, answers) {
  const send = open(baseUrl);
  const expected = expectedOf(answers);
  const start = now();
  const takers = [];
  const ends = [];
  while (takers.length < streams) {
    const wait = (stagger * takers.length) / streams - (now() - start) / 1e6;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    takers.push(take(expected, Number(pieces)));
    ends.push(stream(send, takers.at(-1)));
  }
  const left = Math.max(0, most - (now() - start) / 1e6);
  await Promise.race([Promise.all(ends), new Promise((resolve) => setTimeout(resolve, left))]);
  const late = Float64Array.from(takers.flatMap((taker) => taker.late)).sort();
  const at = (share) => late[Math.ceil(share * late.length) - 1];
  return {
    streams,
    unended: takers.filter((taker) => !taker.ended).length,
    wrong: takers.filter((taker) => taker.fault).length,
    nanos: now() - start,
    pieces: late.length,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    max: at(1),
    fault: takers.find((taker) => taker.fault)?.fault,
  };
}

async function decode(_decoder, file, millis, answers) {
  const { readFileSync } = await import("node:fs");
  const { chatStreamChunkFromJSON } = await import("@openrouter/sdk/models");
  const lines = readFileSync(file, "utf8").split("\n");
  const events = lines.filter((line) => line.startsWith("data: {")).map((line) => line.slice(6));
  const expected = expectedOf(answers);
  const results = { chunks: 0, wrong: 0 };
  const stop = now() + millis * 1e6;
  do {
    let text = "";
    for (const event of events) text += chatStreamChunkFromJSON(event).value.choices[0].delta.content;
    if (!isText(expected, text.length, hash(text, 0))) results.wrong++;
    results.chunks += events.length;
  } while (now() < stop);
  return { ...results, fault: results.wrong ? "another text than was there" : undefined };
}
