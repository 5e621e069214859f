// Exploring: neighbours by hops, the way between two actors, pins, and what is hidden.

import { drawing, partNow, spotOf } from "./drawing_state.js";
import { buttons, byId, el } from "./elements.js";
import { valueAt } from "./maps.js";
import { openingPart } from "./opening_part.js";
import { fold, many } from "./phrases.js";
import { MEASURES } from "./ranking.js";
import { nodeOf, scene } from "./scene_data.js";
import { tell } from "./topics.js";
import { change, future, past, redo, undo, view } from "./view_state.js";
import { follow, visible } from "./visible.js";

/** @import { MeasureName, Point } from "./types.d.ts" */

/** @type {(id: string) => void} */
export function focusOn(id) {
  change({ focus: [id], hops: 1, node: id, row: null, pair: null });
  drawing.fit = true;
}

/**
 * Add the neighbours of an actor to what is looked at.
 * @type {(id: string) => void}
 */
export function expand(id) {
  change({ focus: view.focus.includes(id) ? view.focus : [...view.focus, id], node: id, row: null, pair: null });
  drawing.fit = true;
}

/**
 * The first end of a path waits for the second: the next actor that is chosen.
 * @type {string | null}
 */
export let walking = null;

/** @type {(id: string) => void} */
export function startWalk(id) {
  walking = id;
  byId("asking").textContent = `Path from ${valueAt(nodeOf, id).label}: choose the other actor, or Escape.`;
}

/** Nobody is to be chosen any more. */
export function stopWalk() {
  walking = null;
  byId("asking").textContent = "";
}

/** @type {(id: string) => void} */
export function walkTo(id) {
  const from = walking || view.node;
  stopWalk();
  if (from && from !== id) change({ path: [from, id], row: null, pair: null, node: null });
  else change({ node: id, row: null, pair: null, path: [] });
}

/** @type {(id: string) => void} */
export function hide(id) {
  change({ hidden: [...view.hidden, id], node: null, focus: view.focus.filter((one) => one !== id) });
}

/** @type {(spots: [id: string, at: Point][]) => void} */
export function pin(spots) {
  const ids = spots.map(([id]) => id);
  change({
    pinned: [...view.pinned.filter((one) => !ids.some((id) => one.startsWith(`${id}@`))),
      ...spots.map(([id, at]) => `${id}@${Math.round(at.x)}@${Math.round(at.y)}`)],
  });
}

/** @type {(id: string) => void} */
export function pinHere(id) {
  const [x, y] = spotOf(id);
  pin([[id, { x, y }]]);
}

/** @type {(id: string) => void} */
export function unpin(id) {
  change({ pinned: view.pinned.filter((one) => !one.startsWith(`${id}@`)) });
}

/**
 * Walk from actor to actor in the order of the alphabet.
 * @type {(step: 1 | -1) => void}
 */
export function walk(step) {
  const ids = [...drawing.shown].sort((a, b) => (fold(valueAt(nodeOf, a).label) < fold(valueAt(nodeOf, b).label) ? -1 : 1));
  if (!ids.length) return;
  const here = view.node ? ids.indexOf(view.node) : -1;
  const next = here < 0 ? (step > 0 ? 0 : ids.length - 1) : (here + step + ids.length) % ids.length;
  if (walking) change({ node: ids[next] }, "walk");
  else change({ node: ids[next], row: null, pair: null, path: [] }, "walk");
}

function drawExploring() {
  const bound = view.focus.length > 0;
  byId("parts").hidden = !scene.opening.length || view.look !== "graph";
  byId("hops").hidden = !bound;
  byId("hop-count").textContent = many(view.hops, "hop");
  byId("fewer-hops", HTMLButtonElement).disabled = view.hops <= 1;
  byId("unhide").hidden = !view.hidden.length;
  byId("unhide").textContent = `Show ${many(view.hidden.length, "hidden actor")}`;
  byId("unpin").hidden = !view.pinned.length;
  byId("undo", HTMLButtonElement).disabled = !past.length;
  byId("redo", HTMLButtonElement).disabled = !future.length;
  byId("fold").setAttribute("aria-pressed", String(view.unfolded.includes("*")));
  byId("size", HTMLSelectElement).value = view.size;
  byId("actor", HTMLSelectElement).value = view.node || "";
  for (const button of buttons("[data-part]")) {
    button.setAttribute("aria-pressed", String((button.dataset.part === "opening") === (partNow() !== null)));
    if (button.dataset.part === "opening" && scene.opening.length) button.textContent = openingPart().contested ? "Most contested" : "Most recent";
  }
  const events = visible.onCanvas.size;
  byId("drawn").textContent = `${events} of ${visible.spoken} events and measures are drawn`
    + `${visible.rows.length > events ? `; ${visible.rows.length - events} more stand in the ledger only` : ""}`;
}

export function startExploring() {
  /** @type {(id: string, run: () => void) => void} */
  const on = (id, run) => byId(id).addEventListener("click", run);
  on("undo", undo);
  on("redo", redo);
  on("more-hops", () => { change({ hops: view.hops + 1 }); drawing.fit = true; });
  on("fewer-hops", () => { change({ hops: Math.max(1, view.hops - 1) }); drawing.fit = true; });
  on("unfocus", () => { change({ focus: [], hops: 1 }); drawing.fit = true; });
  on("unhide", () => change({ hidden: [] }));
  on("unpin", () => change({ pinned: [] }));
  on("fold", () => change({ unfolded: view.unfolded.includes("*") ? [] : ["*"] }));
  const size = byId("size", HTMLSelectElement);
  size.addEventListener("change", () => change({ size: /** @type {MeasureName} */ (size.value) }));
  for (const [key, { words: title }] of Object.entries(MEASURES)) size.append(el("option", { value: key, title, text: key }));
  const ids = [...nodeOf.keys()].sort((a, b) => (fold(valueAt(nodeOf, a).label) < fold(valueAt(nodeOf, b).label) ? -1 : 1));
  const actor = byId("actor", HTMLSelectElement);
  for (const id of ids) actor.append(el("option", { value: id, text: valueAt(nodeOf, id).label.slice(0, 80) }));
  actor.addEventListener("change", () => {
    if (!actor.value) tell("pick", {});
    else if (walking) walkTo(actor.value);
    else change({ node: actor.value, row: null, pair: null, path: [] });
  });
  for (const button of buttons("[data-part]")) {
    button.addEventListener("click", () => change(button.dataset.part === "opening"
      ? { part: "opening", row: null, node: null, pair: null, path: [], focus: [] } : { part: "whole" }));
  }
  follow(drawExploring);
}
