// Uses the page of StreamToABrowser as a person would, and prints what there was to see as JSON. Its arguments are the page,
// the local server behind it, the folder in which the server's tests keep their browser, and where to put a picture, if any.
import { pathToFileURL } from "node:url";

setTimeout(() => process.exit(3), 80_000).unref(); // nobody waits longer
const [url, server, clients, picture] = process.argv.slice(2);
const { launch } = await import(pathToFileURL(`${clients}/browser.mjs`));
const hosts = new Set();
const complaints = [];
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
page.on("request", (request) => hosts.add(new URL(request.url()).host));
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));
await page.goto(url);

const shown = () => page.$$eval("main p", (all) => all.map((one) => [one.className, one.textContent]));
const ended = () => page.waitForSelector("button:text('Ask'):enabled");

async function ask(question) {
  await page.fill("input", question);
  await page.press("input", "Enter");
}

async function answer(question) {
  await ask(question);
  await ended();
  return shown();
}

async function outcome() {
  for (;;) {
    const last = (await (await fetch(`${server}/journal`)).json()).data.at(-1);
    if (last.outcome !== "running") return last.outcome;
    await new Promise((next) => setTimeout(next, 50));
  }
}

const told = { weather: await answer("weather") };
if (picture) await page.screenshot({ path: picture });
told.broken = await answer("break");
told.hostile = await answer("hostile");
told.made = await page.$$eval("main img", (all) => all.length);

await ask("wait");
await page.waitForSelector(".text");
told.growing = await shown();
await page.click("text=Stop");
await ended();
told.stopped = { shown: await shown(), journal: await outcome() };

await ask("wait");
await page.waitForSelector(".text");
await page.goto("about:blank");
told.left = await outcome();

await browser.close();
console.log(JSON.stringify({ ...told, hosts: [...hosts], complaints }));
process.exit(0);
