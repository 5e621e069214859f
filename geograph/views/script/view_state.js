// The state of the view: one flat value that is changed and undone.

import { data, scene, words } from "./scene_data.js";
import { tell } from "./topics.js";

/** @import { View } from "./types.d.ts" */

const opensOnMap = data.nodes.length > words.crowded && scene.rows.some((row) => row.ties.length);

/**
 * What the page opens with.
 * @type {Readonly<View>}
 */
export const DEFAULTS = Object.freeze({
  ...scene.start, since: null, text: "", kind: "", source: "", statuses: [], actors: [], signs: [],
  row: null, node: null, pair: null, focus: [], hops: 1, path: [], hidden: [], pinned: [], unfolded: [],
  settled: false, size: "degree", part: scene.opening.length ? "opening" : "whole", look: opensOnMap ? "map" : "graph", sort: "", down: true,
});
export const KEYS = /** @type {(keyof View)[]} */ (Object.keys(DEFAULTS));

/** @type {View} */
export let view = { ...DEFAULTS };
/** @type {View[]} */
export const past = [];
/** @type {View[]} */
export const future = [];

/**
 * Changes of one kind that follow each other, as a slider makes them, are one step back.
 * @type {string | null}
 */
let lastTag = null;

/**
 * Change the view; `tag` joins changes that are one movement.
 * @type {(patch: Partial<View>, tag?: string | null) => void}
 */
export function change(patch, tag = null) {
  const next = { ...view, ...patch };
  if (isSame(next, view)) return;
  if (!tag || tag !== lastTag) past.push(view);
  lastTag = tag;
  future.length = 0;
  show(next);
}

/** @type {(a: View, b: View) => boolean} */
export const isSame = (a, b) => KEYS.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));

/** @type {(next: View) => void} */
function show(next) {
  const before = view;
  view = next;
  tell("view", before);
}

/**
 * Begin with a state, before anybody looks.
 * @type {(state: View) => void}
 */
export function beginWith(state) {
  view = state;
}

/**
 * Go to a state that the browser keeps, which can be undone as well.
 * @type {(next: View) => void}
 */
export function revisit(next) {
  if (isSame(next, view)) return;
  past.push(view);
  lastTag = null;
  show(next);
}

export function undo() {
  const before = past.pop();
  if (!before) return;
  future.push(view);
  lastTag = null;
  show(before);
}

export function redo() {
  const next = future.pop();
  if (!next) return;
  past.push(view);
  lastTag = null;
  show(next);
}
