// The server's data, with the key that it may ask for. The key is kept for this tab only.

let key = null;
try {
  key = sessionStorage.getItem("key");
} catch {
  // Then it is kept until the page is loaded again.
}

export function useKey(given) {
  key = given;
  try {
    sessionStorage.setItem("key", given);
  } catch {
    // As above.
  }
}

/** Paths are relative to the page, which may stand behind a proxy. */
export function call(path, options = {}) {
  const headers = new Headers(options.headers);
  if (key !== null) headers.set("Authorization", `Bearer ${key}`);
  return fetch(path, { ...options, headers, cache: "no-store" });
}

/** The JSON there. An error has the status, undefined where nobody answers. */
export async function getJson(path) {
  const response = await call(path);
  if (!response.ok) throw Object.assign(new Error(`HTTP ${response.status}`), { status: response.status });
  return response.json();
}
