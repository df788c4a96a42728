// The page: a chat, the events of one stream, and the journal, side by side, or one at a time on a narrow screen.
import { useKey } from "./api.js";
import { Chat } from "./chat.js";
import { byId } from "./dom.js";
import { Journal } from "./journal.js";
import { ModelField } from "./models.js";
import { StreamView } from "./stream-view.js";

const models = new ModelField();
const stream = new StreamView(byId("stream"));
const chat = new Chat(models, (recording, asked) => {
  show(recording, `of the chat, ${recording.request.model}`);
  if (asked) view("stream");
});
const journal = new Journal((recording, entry) => {
  show(recording, `of exchange ${entry.number}, ${entry.model ?? "no model"}`);
  view("stream");
}, connectionIs);

function show(recording, of) {
  stream.show(recording);
  byId("stream-of").textContent = of;
}

function view(name) {
  const had = document.activeElement;
  document.body.dataset.view = name;
  // On a narrow screen what had the focus may be out of sight now.
  if (had && had !== document.body && !had.checkVisibility()) document.querySelector(`[data-pane="${name}"] h2`).focus();
  for (const tab of document.querySelectorAll(".tabs button")) {
    if (tab.dataset.view === name) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

for (const tab of document.querySelectorAll(".tabs button")) tab.addEventListener("click", () => view(tab.dataset.view));

let modelsAreDue = true;

function connectionIs(state) {
  const texts = { ok: "", key: "needs a key", away: "the server does not answer" };
  const text = texts[state] ?? state;
  if (byId("connection").textContent !== text) byId("connection").textContent = text;
  if (state === "key") askForKey();
  if (state === "ok" && modelsAreDue) loadModels();
}

async function loadModels() {
  modelsAreDue = false;
  try {
    await models.load();
    chat.refresh();
  } catch {
    modelsAreDue = true;
  }
}

let triedKey = false;

function askForKey() {
  byId("give-key").hidden = false;
  byId("key-is").textContent = triedKey ? "This is not the key of the server." : "";
  byId("key").setAttribute("aria-invalid", triedKey);
  if (!byId("key-dialog").open) byId("key-dialog").showModal();
  byId("key").focus();
}

byId("give-key").addEventListener("click", askForKey);
byId("key-later").addEventListener("click", () => byId("key-dialog").close());
byId("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const key = byId("key").value.trim();
  // No header can hold anything else, and no server has such a key.
  if (!/^[!-~]+$/.test(key)) {
    byId("key-is").textContent = key === "" ? "Write the key first." : "A key is printable ASCII without spaces.";
    return;
  }
  triedKey = true;
  useKey(key);
  byId("key-dialog").close();
  byId("give-key").hidden = true;
  journal.poll();
});

const dark = matchMedia("(prefers-color-scheme: dark)");
const themeNow = () => document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");

function nameTheme() {
  byId("theme").textContent = themeNow() === "dark" ? "Light theme" : "Dark theme";
}

byId("theme").addEventListener("click", () => {
  const theme = themeNow() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Then it holds until the page is loaded again.
  }
  nameTheme();
});
dark.addEventListener("change", nameTheme);
nameTheme();
journal.poll();
