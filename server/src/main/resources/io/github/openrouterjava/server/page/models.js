import { getJson } from "./api.js";
import { byId, make } from "./dom.js";

const MOST_SHOWN = 60;

/** The field for a model: any name may be written, and those that are known are offered. */
export class ModelField {
  #input = byId("model");
  #options = byId("models");
  #models = [];
  #offered = [];
  #active = -1;

  constructor() {
    const input = this.#input;
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => this.#offer(""));
    input.addEventListener("input", () => this.#offer(input.value));
    input.addEventListener("blur", () => this.#close());
    input.addEventListener("keydown", (event) => this.#key(event));
    this.#options.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const option = event.target.closest("[role=option]");
      if (option) this.#choose(Number(option.dataset.index));
    });
  }

  async load() {
    this.#models = (await getJson("api/v1/models")).data;
    if (this.value === "" && this.#models.length > 0) this.value = this.#models[0].id;
    this.#describe();
  }

  get value() {
    return this.#input.value.trim();
  }

  set value(name) {
    this.#input.value = name;
    this.#describe();
  }

  has(name) {
    return this.#models.some((model) => model.id === name);
  }

  #offer(text) {
    const words = text.toLowerCase().split(/\s+/);
    const fits = ({ id, description }) => words.every((word) => `${id} ${description ?? ""}`.toLowerCase().includes(word));
    const found = this.#models.filter(fits);
    this.#offered = found.slice(0, MOST_SHOWN);
    this.#options.replaceChildren(...this.#offered.map(option));
    const left = found.length - this.#offered.length;
    if (left > 0) this.#options.append(make("p", "hint", `and ${left} more: write a part of the name`));
    this.#show(found.length > 0);
    this.#activate(-1);
    this.#describe();
  }

  #key(event) {
    const open = !this.#options.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const down = event.key === "ArrowDown";
      if (!open) this.#offer("");
      const last = this.#offered.length - 1;
      this.#activate(down ? Math.min(this.#active + 1, last) : Math.max(this.#active - 1, 0));
    } else if (event.key === "Enter") {
      if (open && this.#active >= 0) this.#choose(this.#active);
      else byId("prompt").focus();
      this.#close();
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this.#close();
    } else {
      return;
    }
    event.preventDefault();
  }

  #choose(index) {
    this.value = this.#offered[index].id;
    this.#close();
  }

  #close() {
    this.#show(false);
    this.#activate(-1);
  }

  #show(open) {
    this.#options.hidden = !open;
    this.#input.setAttribute("aria-expanded", open);
  }

  #activate(index) {
    this.#options.children[this.#active]?.setAttribute("aria-selected", false);
    this.#active = index;
    const option = this.#options.children[index];
    option?.setAttribute("aria-selected", true);
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  /** Settings may stand behind a colon. */
  #describe() {
    const name = this.value;
    const known = this.#models.find(({ id }) => id === name) ?? this.#models.find(({ id }) => name.startsWith(`${id}:`));
    byId("model-is").textContent = known?.description ?? "";
  }
}

function option(model, index) {
  const element = make("div", "option", make("span", "name", model.id), make("span", "hint", model.description ?? ""));
  element.id = `models-${index}`;
  element.role = "option";
  element.dataset.index = index;
  return element;
}
