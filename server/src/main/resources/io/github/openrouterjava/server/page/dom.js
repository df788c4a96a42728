// Elements, made of text only: nothing that a model or a client sends is ever read as HTML.

export const byId = (id) => document.getElementById(id);

/** An element of this tag and class, with texts and elements as its children. */
export function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function button(text, className, onClick) {
  const element = make("button", className, text);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}

/**
 * Calls at most once a frame, however often it is asked to; not at all while the page is hidden. What takes long is called
 * more seldom, so that the page stays at hand: a fifth of the time at the most.
 */
export function onceAFrame(draw) {
  let due = false;
  let rest = 0;
  const frame = () => {
    due = false;
    const start = performance.now();
    draw();
    const took = performance.now() - start;
    rest = took < 4 ? 0 : took * 4;
  };
  return () => {
    if (due) return;
    due = true;
    if (rest === 0) requestAnimationFrame(frame);
    else setTimeout(() => requestAnimationFrame(frame), rest);
  };
}
