import { call } from "./api.js";
import { Recording } from "./recording.js";

const PATIENCE = 1000; // ms

/**
 * Asks, and records what comes while it comes.
 *
 * @param stop ends it when it is aborted
 * @returns the recording at once, and a promise of its end
 */
export function ask(request, stop) {
  const start = performance.now();
  const recording = new Recording(request, "chat", () => performance.now() - start);
  return { recording, ended: record(recording, stop) };
}

async function record(recording, stop) {
  const now = recording.clock;
  let patience = null;
  try {
    const response = await call("api/v1/chat/completions", {
      method: "POST",
      headers: { "Content-Type": "application/json", ...leaving(recording.request) },
      body: JSON.stringify(recording.request),
      signal: stop.signal,
    });
    recording.begin(response.status, response.headers, now());
    const reader = response.body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      recording.feed(piece.value, now());
      // What stands behind [DONE] is shown, but not waited for.
      if (recording.done) patience ??= setTimeout(() => stop.abort(), PATIENCE);
    }
    recording.close("whole", now());
  } catch (failure) {
    recording.close(stop.signal.aborted ? "cancelled" : "broken", now(), failure.message);
  }
  clearTimeout(patience);
}

/** A connection that has asked for a scenario is left to the scenarios; the browser shall take another for the journal. */
const leaving = ({ model }) => (String(model).startsWith("conformance/") ? { "X-Last-On-Connection": "yes" } : {});
