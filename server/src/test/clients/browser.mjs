// Chromium, with nothing that would ask the network for something of its own.
import { chromium } from "playwright-core";

export const launch = () =>
  chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/** Asks, by the fields of the page, and waits for the end of the answer. */
export async function ask(page, model, prompt) {
  await send(page, model, prompt);
  await ended(page);
}

export async function send(page, model, prompt) {
  await page.fill("#model", model);
  await page.fill("#prompt", prompt);
  await page.press("#prompt", "Enter");
}

export const ended = (page) => page.waitForSelector("#send:not([hidden])");

/** The page, once it knows the models. */
export async function open(page, url) {
  await page.goto(url);
  await page.waitForFunction(() => document.getElementById("model").value !== "");
}
