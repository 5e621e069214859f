// Making elements: all text goes in as text, never as markup.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const byId = (id) => document.getElementById(id);

/** Make an element; `props` are attributes, except `on` (listeners) and `text`. */
const el = (tag, props, ...children) => filled(document.createElement(tag), props, children);
/** The same for a drawing. */
const svg = (tag, props, ...children) => filled(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);

function filled(element, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name === "on") {
      for (const [type, run] of Object.entries(value)) element.addEventListener(type, run);
    } else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

/** A link, for http and https alone; anything else stays plain text. */
function link(url, text) {
  let address = null;
  try {
    address = new URL(url);
  } catch {
    return el("span", { text });
  }
  if (address.protocol !== "https:" && address.protocol !== "http:") return el("span", { text });
  return el("a", { href: address.href, target: "_blank", rel: "noopener noreferrer", text });
}

/** Names in any script keep their own direction inside an English sentence. */
const name = (text, props) => el("bdi", { ...props, text });

/** The same in a row, where an endless name would push all others off the screen. */
const brief = (text, props) => (text.length > 110
  ? name(`${text.slice(0, 100)} …`, { title: text, ...props }) : name(text, props));

/** Set the children of an element, touching only those that come or go. */
function settle(parent, wanted) {
  const kept = new Set(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const child of wanted) {
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}

/** Fold case and accents, for searching. */
const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** Everybody hears of a change here: `tell("picked", …)` reaches every `hear("picked", …)`. */
const listeners = new Map();
function hear(topic, run) {
  listeners.set(topic, [...(listeners.get(topic) || []), run]);
}
function tell(topic, value) {
  for (const run of listeners.get(topic) || []) run(value);
}

function goTo(id) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  byId(id).scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
}
