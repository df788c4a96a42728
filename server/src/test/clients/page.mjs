// Uses the page as a person would, in a browser, and prints what there was to see as JSON. Its arguments are the server and
// one with the key "sesame". It prints "ask" when another client should ask something.
import { ask, ended, launch, open, send } from "./browser.mjs";
import { tooFaint } from "./contrast.mjs";

setTimeout(() => process.exit(3), 110_000).unref(); // nobody waits longer
const [server, keyed] = process.argv.slice(2);
const told = {};
const hosts = new Set();
const complaints = [];
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: "light" });
context.setDefaultTimeout(45_000);
context.on("request", (request) => hosts.add(new URL(request.url()).host));
context.on("console", (message) => {
  // The browser itself says so of each failed request, of which there are some.
  if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
});
context.on("weberror", (error) => complaints.push(String(error.error())));
const page = await context.newPage();
await open(page, server);

const answer = () => page.locator(".message.assistant").last();
const status = () => page.locator("#stream .status").innerText();
const journal = () => page.evaluate(async () => (await (await fetch("journal")).json()).data.at(-1));

async function streams() {
  await send(page, "offline/lorem:tokens=40,tps=20", "Go.");
  const lengths = await page.evaluate(async () => {
    const seen = new Set();
    const text = () => document.querySelector(".message.assistant:last-child .text")?.textContent.length ?? 0;
    while (document.getElementById("send").hidden) {
      seen.add(text());
      await new Promise((next) => requestAnimationFrame(next));
    }
    return [...seen];
  });
  const whole = await answer().locator(".text").evaluate((text) => text.textContent.length);
  return { lengths, whole, foot: await answer().locator(".foot").innerText(), status: await status() };
}

async function talks() {
  await more("#system", "Be brief.");
  await ask(page, "offline/lorem:tokens=3,tps=0", "And now?");
  const { messages } = await asked();
  await more("#system", "");
  await page.click("#new-chat");
  await ask(page, "offline/lorem:tokens=3,tps=0", "Anew.");
  return { roles: messages.map((message) => message.role), messages: await page.locator(".message").count() };
}

async function stops(press) {
  await send(page, "offline/lorem:tokens=2,tps=0.01,ttft_ms=0", "Go.");
  await answer().locator(".text").waitFor();
  await press();
  await ended(page);
  await page.waitForFunction(
    async () => (await (await fetch("journal")).json()).data.at(-1).outcome !== "running",
  );
  return { status: await status(), journal: (await journal()).outcome, foot: await answer().locator(".foot").innerText() };
}

async function callsTools() {
  await page.click("#new-chat");
  await page.click("text=Call a tool");
  await page.press("#prompt", "Enter");
  await ended(page);
  const shown = {
    reasoning: await answer().locator(".reasoning").textContent(),
    tool: await answer().locator("details.tool summary").innerText(),
    args: await answer().locator("details.tool pre").innerText(),
    label: await page.innerText("#prompt-label"),
  };
  await send(page, "offline/lorem:tokens=1,tps=0", "18 degrees");
  await ended(page);
  shown.roles = (await asked()).messages.map((message) => message.role);
  await more("#extra", "");
  return shown;
}

async function followsOthers() {
  console.log("ask");
  const row = page.locator("#journal .row", { hasText: "From elsewhere" });
  await row.click();
  await page.waitForFunction(() => document.querySelector("#stream .chip")?.textContent === "running");
  const early = await events();
  await page.waitForFunction(() => document.querySelector("#stream .chip").textContent !== "running");
  return { early, events: await events(), comments: await number("Comments"), status: await status() };
}

/** Fills a field that is folded away. */
async function more(field, text) {
  await page.evaluate(() => (document.querySelector(".more").open = true));
  await page.fill(field, text);
}

/** The latest request, as the server got it. */
const asked = async () => {
  const { number } = await journal();
  return page.evaluate(async (n) => (await (await fetch(`journal/${n}`)).json()).request.body, number);
};

const number = (name) => page.locator("#stream .stats div", { hasText: name }).first().locator("dd").innerText();
const events = async () => Number((await number("Events")).replace(",", ""));

async function fails(model) {
  await ask(page, model, "Go.");
  return {
    notice: (await answer().locator(".notice").allInnerTexts()).join("\n"),
    text: await answer().locator(".text").allInnerTexts(),
    status: await status(),
    kinds: await page.locator("#events .kind").allInnerTexts(),
  };
}

async function takesTextAsText() {
  await page.evaluate(() => (window.hit = 0));
  const hostile = "<img src=x onerror='window.hit++'><script>window.hit++</script>";
  await ask(page, "offline/echo", hostile);
  await page.fill("#model", `${hostile}`);
  await page.press("#prompt", "Enter");
  const text = await answer().locator(".text").innerText();
  await page.locator("#journal .row", { hasText: "offline/echo" }).first().click();
  await page.click("#stream summary:text('Answer')");
  await page.click("#events .row >> nth=2");
  return {
    text,
    made: await page.locator("main img, main script").count(),
    hit: await page.evaluate(() => window.hit),
  };
}

async function refusesWrongJson() {
  const before = (await journal()).number;
  await more("#extra", '{"a": ');
  await page.fill("#prompt", "Go.");
  await page.press("#prompt", "Enter");
  const said = { hint: await page.innerText("#extra-is"), focus: await focused(), sent: (await journal()).number - before };
  await more("#extra", '{"offline": {"tokens": 2, "tokens_per_second": 0}}');
  await ask(page, "offline/lorem", "Go.");
  said.words = (await answer().locator(".text").innerText()).split(" ").length;
  await more("#extra", "");
  return said;
}

const focused = () => page.evaluate(() => document.activeElement.id);

async function needsNoMouse() {
  await page.locator("#theme").focus();
  const path = [];
  const tab = async (keys = "Tab") => {
    await page.keyboard.press(keys);
    path.push(await focused());
  };
  await tab(); // New chat
  await page.keyboard.press("Enter");
  path.push(await focused());
  await page.keyboard.press("Shift+Tab"); // the summary of what more there is
  for (let i = 0; i < 9 && (await focused()) !== "model"; i++) await page.keyboard.press("Shift+Tab");
  path.push(await focused());
  await page.keyboard.type("echo");
  await page.keyboard.press("ArrowDown");
  const offered = await page.getAttribute("#model", "aria-activedescendant");
  await page.keyboard.press("Enter");
  const model = await page.inputValue("#model");
  await page.keyboard.press("Enter");
  path.push(await focused());
  await page.keyboard.type("one");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("two");
  await page.keyboard.press("Enter");
  await ended(page);
  const question = await page.locator(".message.user .grows").last().innerText();
  for (let i = 0; i < 12 && (await focused()) !== "events"; i++) await page.keyboard.press("Tab");
  path.push(await focused());
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  await page.keyboard.press("Home");
  for (const key of ["ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  const opened = await page.innerText("#stream .detail h3");
  const json = await page.innerText("#stream .detail pre");
  await page.keyboard.press("Escape");
  const closed = !(await page.locator("#stream .detail").isVisible());
  return { path, offered, model, question, ring, opened, json, closed };
}

async function staysQuick() {
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
    }).observe({ type: "longtask" });
  });
  await ask(page, "offline/lorem:tokens=5000,tps=0", "Go.");
  await page.waitForFunction(() => document.querySelector("#stream .chip").textContent === "complete");
  return {
    events: await events(),
    rows: await page.locator("#events .row").count(),
    last: await page.locator("#events .row").last().innerText(),
    longestTaskMs: await page.evaluate(() => window.longest),
  };
}

async function livesBesideScenarios() {
  await ask(page, "conformance/sse-plain", "Go.");
  const before = (await journal()).number;
  await ask(page, "offline/lorem:tokens=1", "Go.");
  return { sent: (await journal()).number - before, connection: await page.innerText("#connection") };
}

async function hasContrast() {
  const faint = {};
  for (const scheme of ["light", "dark"]) {
    if ((await page.innerText("#theme")) === (scheme === "light" ? "Light theme" : "Dark theme")) await page.click("#theme");
    faint[scheme] = await page.evaluate(tooFaint);
    faint[scheme].ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  }
  await open(page, server);
  const remembered = await page.evaluate(() => document.documentElement.dataset.theme);
  return { ...faint, remembered };
}

async function fitsAPhone() {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.click(".tabs [data-view=chat]");
  await ask(page, "offline/echo", "a-long-word-without-an-end-".repeat(30));
  const widths = {};
  for (const view of ["chat", "stream", "journal"]) {
    await page.click(`.tabs [data-view=${view}]`);
    widths[view] = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll("html, body, .pane, .transcript, .composer")].map((box) => box.scrollWidth)),
    );
  }
  await page.click("#journal .row >> nth=0");
  await page.waitForFunction(() => document.activeElement.id !== "journal");
  const focus = await focused();
  await page.setViewportSize({ width: 1280, height: 860 });
  return { widths, focus };
}

async function asksForTheKey() {
  const locked = await context.newPage();
  await locked.goto(keyed);
  await locked.waitForSelector("#key-dialog[open]");
  const focus = await locked.evaluate(() => document.activeElement.id);
  await locked.keyboard.type("wrong");
  await locked.keyboard.press("Enter");
  await locked.waitForFunction(() => document.getElementById("key-is").textContent !== "");
  const wrong = await locked.innerText("#key-is");
  await locked.fill("#key", "sesame");
  await locked.keyboard.press("Enter");
  await locked.waitForFunction(() => document.getElementById("model").value !== "");
  await ask(locked, "offline/lorem:tokens=2,tps=0", "Go.");
  const text = await locked.locator(".message .text").innerText();
  const stored = await locked.evaluate(() => [sessionStorage, localStorage].map((store) => store.getItem("key")));
  await locked.close();
  return { focus, wrong, text, stored };
}

const claims = {
  streams,
  talks,
  stopped: () => stops(() => page.click("#stop")),
  escaped: () => stops(() => page.keyboard.press("Escape")),
  tools: callsTools,
  others: followsOthers,
  error: () => fails("offline/chaos:error=1"),
  cut: () => fails("offline/chaos:cut=1"),
  limit: () => fails("offline/chaos:rate_limit=1"),
  malformed: () => fails("offline/chaos:malformed=1"),
  contrast: hasContrast, // while there is one of each to see
  hostile: takesTextAsText,
  wrongJson: refusesWrongJson,
  scenarios: livesBesideScenarios,
  keyboard: needsNoMouse,
  phone: fitsAPhone,
  key: asksForTheKey,
  quick: staysQuick,
};
for (const [name, claim] of Object.entries(claims)) {
  const start = performance.now();
  told[name] = await claim();
  told[name].ms = Math.round(performance.now() - start);
}
told.hosts = [...hosts];
told.complaints = complaints;
await browser.close();
console.log(JSON.stringify(told));
