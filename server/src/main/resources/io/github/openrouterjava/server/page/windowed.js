/**
 * A list of rows of one height, of which only those in sight are elements: ten thousand are as quick as ten. It is a
 * listbox: arrows, Page Up and Down, Home and End move, Enter opens.
 */
export class WindowedList {
  #root;
  #height;
  #draw;
  #open;
  #spacer = document.createElement("div");
  #rows = new Map();
  #count = 0;
  #top = 0; // kept, since to ask the element would make it lay itself out
  #seen = 0;
  active = -1;

  /**
   * @param root the element that scrolls
   * @param draw fills the row of an index
   * @param open is called for the index that Enter or a click chooses
   * @param moved is called for the index that a key moves to
   */
  constructor(root, height, { draw, open, moved = () => {} }) {
    this.#root = root;
    this.#height = height;
    this.#draw = draw;
    this.#open = open;
    this.#spacer.className = "spacer";
    this.#spacer.role = "presentation";
    root.replaceChildren(this.#spacer);
    root.addEventListener("scroll", () => {
      this.#top = root.scrollTop;
      this.#fill();
    });
    new ResizeObserver(() => {
      this.#seen = root.clientHeight;
      // What is looked at stays in sight, such as when a row's details take some of the room.
      if (this.active >= 0 && document.activeElement === root) this.activate(this.active);
      else this.#fill();
    }).observe(root);
    root.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (!row) return;
      this.activate(Number(row.dataset.index));
      open(this.active);
    });
    root.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        if (this.active >= 0) open(this.active);
      } else {
        const to = this.#target(event.key);
        if (to === null) return;
        this.activate(Math.max(0, Math.min(to, this.#count - 1)));
        moved(this.active);
      }
      event.preventDefault();
    });
    root.addEventListener("focus", () => {
      if (this.active < 0 && this.#count > 0) this.activate(Math.floor(this.#top / this.#height));
    });
  }

  #target(key) {
    if (this.#count === 0) return null;
    const page = Math.max(1, Math.floor(this.#seen / this.#height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    if (key in steps) return this.active + steps[key];
    return key === "Home" ? 0 : key === "End" ? this.#count - 1 : null;
  }

  get atEnd() {
    return this.#top + this.#seen >= this.#count * this.#height - this.#height;
  }

  /** There are so many now. Who looks at the end goes on looking at the end, if it is to be followed. */
  set(count, follow = false) {
    const following = follow && this.atEnd;
    if (count !== this.#count) this.#spacer.style.height = `${count * this.#height}px`;
    this.#count = count;
    if (following) {
      this.#root.scrollTop = count * this.#height;
      this.#top = Math.max(0, count * this.#height - this.#seen);
    }
    this.#fill();
  }

  /** Other rows altogether. */
  reset(count) {
    this.active = -1;
    this.#root.removeAttribute("aria-activedescendant");
    this.#root.scrollTop = 0;
    this.#top = 0;
    this.#clear();
    this.set(count);
  }

  /** The same rows, with other contents or at other places. */
  redraw() {
    this.#clear();
    this.#fill();
  }

  #clear() {
    for (const row of this.#rows.values()) row.remove();
    this.#rows.clear();
  }

  activate(index) {
    this.active = index;
    const from = index * this.#height;
    if (from < this.#top) this.#root.scrollTop = from;
    if (from + this.#height > this.#top + this.#seen) this.#root.scrollTop = from + this.#height - this.#seen;
    this.#top = this.#root.scrollTop;
    this.#fill();
    this.#root.setAttribute("aria-activedescendant", `${this.#root.id}-${index}`);
  }

  #fill() {
    const from = Math.max(0, Math.floor(this.#top / this.#height) - 4);
    const to = Math.min(this.#count, Math.ceil((this.#top + this.#seen) / this.#height) + 4);
    for (const [index, row] of this.#rows) {
      if (index >= from && index < to) continue;
      row.remove();
      this.#rows.delete(index);
    }
    for (let index = from; index < to; index++) {
      if (!this.#rows.has(index)) this.#make(index);
      const row = this.#rows.get(index);
      row.setAttribute("aria-setsize", this.#count);
      row.setAttribute("aria-selected", index === this.active);
    }
  }

  #make(index) {
    const row = document.createElement("div");
    row.id = `${this.#root.id}-${index}`;
    row.role = "option";
    row.className = "row";
    row.dataset.index = index;
    row.style.transform = `translateY(${index * this.#height}px)`;
    row.setAttribute("aria-posinset", index + 1);
    this.#draw(row, index);
    this.#rows.set(index, row);
    this.#spacer.append(row);
  }
}
