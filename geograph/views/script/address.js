// The address: the state of the view as its fragment, so that it can be sent and gone back to.

import { isDay } from "./calendar.js";
import { SORTS } from "./claims_ledger.js";
import { LOOKS } from "./looks.js";
import { MEASURES } from "./ranking.js";
import { nodeOf, rowOf, scene, words } from "./scene_data.js";
import { hear } from "./topics.js";
import { beginWith, DEFAULTS, KEYS, revisit, view } from "./view_state.js";

/** @import { View } from "./types.d.ts" */

/**
 * The state as the fragment of an address: what differs from the opening, and nothing else.
 * @type {(state: View) => string}
 */
export function fragment(state) {
  return KEYS.filter((key) => JSON.stringify(state[key]) !== JSON.stringify(DEFAULTS[key]))
    .map((key) => {
      const value = state[key];
      return `${key}=${Array.isArray(value) ? value.map(encodeURIComponent).join(",") : encodeURIComponent(value ?? "")}`;
    }).join("&");
}

/** @type {(id: string) => boolean} */
const isNode = (id) => nodeOf.has(id);

/**
 * What a value must be, where not every text or number will do.
 * @type {{ [K in keyof View]?: (value: NonNullable<View[K]>) => boolean }}
 */
const VALID = {
  rule: (text) => Object.hasOwn(words.rules, text),
  known: isDay, asof: isDay, since: isDay,
  row: (id) => rowOf.has(id), node: isNode,
  part: (text) => text === "whole" || (text === "opening" && scene.opening.length > 0),
  look: (text) => Object.hasOwn(LOOKS, text),
  size: (text) => Object.hasOwn(MEASURES, text),
  sort: (text) => Object.hasOwn(SORTS, text),
  n: (number) => number >= 1, hops: (number) => number >= 1,
  focus: (ids) => ids.every(isNode), path: (ids) => ids.every(isNode),
  hidden: (ids) => ids.every(isNode),
};

/**
 * A value out of an address, of the type that the opening has there.
 * @type {(text: string, opening: View[keyof View]) => View[keyof View]}
 */
function decoded(text, opening) {
  if (Array.isArray(opening)) return text.split(",").filter(Boolean).map(decodeURIComponent);
  if (typeof opening === "number") return Number(text);
  if (typeof opening === "boolean") return text === "true";
  return decodeURIComponent(text);
}

/**
 * Read a fragment; what it does not know, or what is not here, is passed over.
 * @type {(text: string) => View}
 */
export function parse(text) {
  const state = { ...DEFAULTS };
  for (const part of text.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    const key = KEYS.find((one) => one === part.slice(0, at));
    if (at < 0 || !key) continue;
    try {
      const value = decoded(part.slice(at + 1), DEFAULTS[key]);
      if (value === "" && DEFAULTS[key] === null) Object.assign(state, { [key]: null });
      else if (value === "" || isValid(key, value)) Object.assign(state, { [key]: value });
    } catch {
      continue; // a broken escape
    }
  }
  return state;
}

/** @type {(key: keyof View, value: View[keyof View]) => boolean} */
function isValid(key, value) {
  const test = /** @type {((value: View[keyof View]) => boolean) | undefined} */ (VALID[key]);
  return !test || test(value);
}

let writing = 0;
/**
 * What the address says; null before it has said anything.
 * @type {string | null}
 */
let addressed = null;

/** Write the address once things are still, so that Back goes from rest to rest. */
function remember() {
  clearTimeout(writing);
  writing = setTimeout(() => {
    const text = fragment(view);
    if (text === addressed) return;
    try {
      history[addressed === null ? "replaceState" : "pushState"](null, "", `#${text}`);
    } catch {
      // a frame in a notebook has no address of its own
    }
    addressed = text;
  }, 300);
}

/** Begin with what the address says, and keep both alike. */
export function startAddress() {
  const read = () => {
    addressed = location.hash.replace(/^#/, "");
    return parse(addressed);
  };
  beginWith(read());
  hear("view", remember);
  addEventListener("popstate", () => revisit(read()));
}
