// Has the page's own modules read the catalogue's scenarios, and prints of each how it was to end and what the page would say.
// Its arguments are the server and the folder of the modules.
import { pathToFileURL } from "node:url";

const [server, folder] = process.argv.slice(2);
const { Recording } = await import(pathToFileURL(`${folder}/recording.js`));
const AT_ONCE = 16;
const LONGEST = 5_000; // ms
const OTHERS = ["http", "limits"]; // about what a browser does, before the page has anything to read

const headers = { Connection: "close" }; // a scenario's server closes what it likes, and this client does not ask again
const json = async (path) => (await fetch(server + path, { headers })).json();

async function play(name) {
  const { request, server: plays, expect } = await json(`/conformance/${name}`);
  const ends = expect.flatMap(({ end }) => end);
  // Retries are for a client; and the page has no clocks to run out, but a button.
  if (plays.length > 1 || ends.includes("timeout") || ends.includes("cancelled")) return null;
  const stop = AbortSignal.timeout(LONGEST);
  const recording = new Recording(request, "test");
  const now = () => performance.now();
  try {
    const body = JSON.stringify(request);
    const response = await fetch(`${server}/v1/chat/completions`, { method: "POST", headers, body, signal: stop, redirect: "manual" });
    recording.begin(response.status, response.headers, now());
    for await (const piece of response.body ?? []) {
      recording.feed(piece, now());
      if (recording.done && name.endsWith("stays")) break;
    }
    recording.close("whole", now());
  } catch (failure) {
    recording.close(stop.aborted ? "cancelled" : "broken", now(), failure.message);
  }
  const { word, kind } = recording.outcome;
  const texts = expect.filter((each) => typeof each.text === "string").map(({ text }) => text);
  return { name, ends, word, good: kind === "good", texts, text: recording.text.slice(0, 1000) };
}

const { scenarios } = await json("/conformance");
const names = scenarios.filter(({ group }) => !OTHERS.includes(group)).map(({ name }) => name);
const told = [];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let name = names.shift(); name; name = names.shift()) told.push(await play(name));
  }),
);
console.log(JSON.stringify(told.filter((one) => one !== null)));
process.exit(0); // some of the connections are left open by their server
