// Takes the README's pictures of the page: node screenshots.mjs http://127.0.0.1:8317 FOLDER
import { ask, launch, open } from "./browser.mjs";

const [server, folder] = process.argv.slice(2);
const browser = await launch();
for (const theme of ["light", "dark"]) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 860 }, colorScheme: theme });
  await open(page, server);
  for (const model of ["offline/lorem:tokens=120,tps=0", "offline/chaos:rate_limit=1", "offline/chaos:cut=1", "offline/chaos:error=1"]) {
    await ask(page, model, "Go.");
  }
  await page.click("#new-chat");
  await ask(page, "offline/demo", "How can a stream end?");
  await page.locator("#journal .chip", { hasText: "running" }).waitFor({ state: "detached" });
  await page.locator("#transcript .reasoning summary").click();
  await page.evaluate(() => (document.getElementById("transcript").scrollTop = 0));
  await page.focus("#events");
  await page.keyboard.press("Home");
  for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowDown");
  await page.screenshot({ path: `${folder}/page-${theme}.png` });
  await page.close();
}
await browser.close();
