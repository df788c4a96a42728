/**
 * Runs in the page: texts that WCAG AA calls too faint, each with its ratio. A text stands on the first ground behind it
 * that is not transparent.
 */
export function tooFaint() {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = channels(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (channels(color)[3] !== 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  let texts = 0;
  const check = (element, color, least, what) => {
    texts++;
    const is = ratio(color, ground(element));
    if (is < least) found.push(`${what}: ${is.toFixed(2)}`);
  };
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
    const what = `${element.tagName}.${element.getAttribute("class") ?? ""} ${element.textContent.slice(0, 30)}`;
    if (own || element.matches("input, textarea")) check(element, style.color, 4.5, what);
    if (element.matches("input, textarea")) {
      check(element, getComputedStyle(element, "::placeholder").color, 4.5, `placeholder of ${what}`);
      check(element.parentElement, style.borderTopColor, 3, `edge of ${what}`);
    }
    if (element.matches(".chart .bars")) check(element, style.fill, 3, what);
  }
  return { texts, found };
}
