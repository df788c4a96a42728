import { byId } from "./dom.js";
import { parsed } from "./chunk.js";

/** The form at the foot of the chat. */
export class Composer {
  #prompt = byId("prompt");
  #extra = byId("extra");
  #send;

  /** @param send is given a text, and says whether it was taken */
  constructor({ send, stop }) {
    this.#send = send;
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId("stop").addEventListener("click", stop);
    this.#prompt.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    this.#extra.addEventListener("input", () => this.#checkExtra());
    for (const field of [this.#extra, byId("system")]) field.addEventListener("input", () => this.#tellMore());
    document.addEventListener("keydown", (event) => event.key === "Escape" && !byId("key-dialog").open && stop());
  }

  #submit() {
    const text = this.#prompt.value;
    if (text.trim() === "") return;
    if (byId("model").value.trim() === "") {
      byId("model").focus();
    } else if (!this.#checkExtra()) {
      this.#extra.closest("details").open = true;
      this.#extra.focus();
    } else if (this.#send(text)) {
      this.#prompt.value = "";
      this.#prompt.focus();
      this.#extra.closest("details").open = false; // what is said needs the room
    }
  }

  /** That something is set must be seen also while the fields are not. */
  #tellMore() {
    const set = this.#extra.value.trim() !== "" || byId("system").value.trim() !== "";
    byId("more-is").textContent = set ? " – set" : "";
  }

  #checkExtra() {
    const text = this.#extra.value.trim();
    let wrong = "";
    if (text !== "") {
      try {
        const json = JSON.parse(text);
        if (json === null || typeof json !== "object" || Array.isArray(json)) wrong = "It must be a JSON object: {…}";
      } catch (failure) {
        wrong = failure.message;
      }
    }
    const is = byId("extra-is");
    if (is.textContent !== wrong) is.textContent = wrong;
    this.#extra.setAttribute("aria-invalid", wrong !== "");
    return wrong === "";
  }

  /** The request, with what the field for more of it says over all else. */
  request(model, messages) {
    const system = byId("system").value.trim();
    const all = system === "" ? messages : [{ role: "system", content: system }, ...messages];
    return { model, messages: [...all], stream: true, ...parsed(this.#extra.value.trim()) };
  }

  fill(prompt, extra = "") {
    this.#prompt.value = prompt;
    this.#extra.value = extra;
    if (extra !== "") this.#extra.closest("details").open = true;
    this.#checkExtra();
    this.#tellMore();
    this.#prompt.focus();
  }

  running(runs) {
    byId("send").hidden = runs;
    byId("stop").hidden = !runs;
  }

  label(text) {
    byId("prompt-label").textContent = text;
  }
}
