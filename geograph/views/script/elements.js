// Making elements: all text goes in as text, never as markup.

/** @import { Child, Props } from "./types.d.ts" */

/**
 * The element of an id, which the page has.
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof (kind ?? HTMLElement))) throw new TypeError(`the page lacks #${id}`);
  return /** @type {T} */ (/** @type {Element} */ (element));
}

/**
 * All buttons that match a selector.
 * @type {(css: string) => HTMLButtonElement[]}
 */
export const buttons = (css) => [...document.querySelectorAll(css)].filter((one) => one instanceof HTMLButtonElement);

/**
 * Make an element; `props` are attributes, except `on` (listeners) and `text`.
 * @type {<K extends keyof HTMLElementTagNameMap>(tag: K, props?: Props, ...children: Child[]) => HTMLElementTagNameMap[K]}
 */
export const el = (tag, props, ...children) => filled(document.createElement(tag), props, children);

/**
 * The same for a drawing.
 * @type {<K extends keyof SVGElementTagNameMap>(tag: K, props?: Props, ...children: Child[]) => SVGElementTagNameMap[K]}
 */
export const svg = (tag, props, ...children) => filled(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);

/** @type {<E extends Element>(element: E, props: Props | undefined, children: readonly Child[]) => E} */
function filled(element, { on = {}, ...props } = {}, children) {
  for (const [type, run] of Object.entries(on)) element.addEventListener(type, /** @type {EventListener} */ (run));
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = String(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

/** @type {(element: Element, children: readonly Child[]) => void} */
function append(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (typeof child === "string" || child instanceof Node) element.append(child);
    else append(element, child);
  }
}

/**
 * Set what stands inside an element.
 * @type {(element: Element, ...children: Child[]) => void}
 */
export function setContent(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/**
 * An address of http or https; null for anything else.
 * @type {(text: string) => string | null}
 */
function webAddress(text) {
  try {
    const { protocol, href } = new URL(text);
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    return null;
  }
}

/**
 * A link, for http and https alone; anything else stays plain text.
 * @type {(url: string, text: string) => HTMLElement}
 */
export function link(url, text) {
  const href = webAddress(url);
  return href === null ? el("span", { text }) : el("a", { href, target: "_blank", rel: "noopener noreferrer", text });
}

/**
 * Names in any script keep their own direction inside an English sentence.
 * @type {(text: string, props?: Props) => HTMLElement}
 */
export const isolated = (text, props) => el("bdi", { ...props, text });

/**
 * The same in a row, where an endless name would push all others off the screen.
 * @type {(text: string, props?: Props) => HTMLElement}
 */
export const brief = (text, props) => (text.length > 110
  ? isolated(`${text.slice(0, 100)} …`, { title: text, ...props }) : isolated(text, props));

/**
 * Set the children of an element, touching only those that come or go.
 * @type {(parent: Element, wanted: Element[]) => void}
 */
export function setChildren(parent, wanted) {
  const kept = new Set(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const child of wanted) {
    if (child === at) at = child.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}

/** @type {(id: string) => void} */
export function goTo(id) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  byId(id).scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
}
