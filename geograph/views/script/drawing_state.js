// How the drawing looks: colours come from the style sheet, names from what there is room for.

import { valueAt } from "./maps.js";
import { openingPart } from "./opening_part.js";
import { ranking } from "./ranking.js";
import { data, edgesOfRow, place, scene, words } from "./scene_data.js";
import { view } from "./view_state.js";
import { visible } from "./visible.js";

/** @import { Drawing, Edge, Inks, Lit, OpeningPart, Spot } from "./types.d.ts" */

/** @type {Drawing} */
export const drawing = {
  network: null, nodes: null, edges: null, lines: new Map(), shown: new Set(), bulk: data.nodes.length > words.many, ready: false, part: undefined,
  names: new Map(), sizes: new Map(), relaid: new Map(), swell: 1, letter: 15, thick: 2, seen: false, stale: true, fit: false,
  timer: 0, zooming: 0, frame: 0, looks: new Map(),
};
export const FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/** What vis-network holds, once the drawing has started. */
export function canvas() {
  const { network, nodes, edges: lines } = drawing;
  if (!network || !nodes || !lines) throw new Error("the drawing has not started");
  return { network, nodes, lines };
}

/**
 * Colours by the name of their CSS variable.
 * @type {() => Inks}
 */
export function inksNow() {
  const style = getComputedStyle(document.documentElement);
  /** @type {Map<string, string>} */
  const known = new Map();
  return (key) => {
    const colour = known.get(key) ?? style.getPropertyValue(`--${key}`).trim();
    known.set(key, colour);
    return colour;
  };
}

/** A symbol grows with the chosen measure, within the room that the layout leaves for it. */
export function measureNodes() {
  const scores = new Map(ranking());
  const most = Math.max(1e-9, ...scores.values());
  drawing.sizes = new Map([...scores].map(([id, value]) => [id, Math.round((10 + 14 * Math.sqrt(Math.max(0, value) / most)) * 2) / 2]));
}

/** @type {(id: string) => number} */
export const sizeOf = (id) => (drawing.sizes.get(id) || 10) * (valueAt(place, id).shape === "square" ? 0.85 : 1);

/**
 * What is lit: the picked event, pair or actor, or the way between two actors.
 * @type {() => Lit}
 */
export function lit() {
  /** @type {Set<Edge>} */
  const chosen = new Set();
  if (visible.route) for (const edge of visible.route.edges) chosen.add(edge);
  else if (view.row) for (const edge of edgesOfRow.get(view.row) || []) chosen.add(edge);
  else if (view.pair) for (const edge of visible.edges) if (edge.pair === view.pair) chosen.add(edge);
  if (!chosen.size && view.node) for (const edge of visible.edges) if (edge.source === view.node || edge.target === view.node) chosen.add(edge);
  const bright = new Set(view.node ? [view.node] : []);
  for (const edge of chosen) bright.add(edge.source).add(edge.target);
  for (const id of view.path) bright.add(id);
  return { chosen, bright, some: chosen.size > 0 || bright.size > 0 };
}

/** @type {(id: string) => Spot | undefined} */
export const pinnedAt = (id) => {
  const found = view.pinned.find((one) => one.startsWith(`${id}@`));
  if (!found) return undefined;
  const [x, y] = found.slice(id.length + 1).split("@").map(Number);
  return [x, y];
};

/**
 * Where Python put an actor in the present part.
 * @type {(id: string) => Spot | undefined}
 */
export const laidOut = (id) => (drawing.part ? drawing.part.spots.get(id) : [valueAt(place, id).x, valueAt(place, id).y]);

/**
 * Where an actor stands in the present part, if it does: where it was pinned, else where a re-layout
 * put it, else where Python did.
 * @type {(id: string) => Spot | undefined}
 */
export const placedAt = (id) => (view.pinned.length && pinnedAt(id)) || drawing.relaid.get(id) || laidOut(id);

/**
 * Where an actor of the present part stands.
 * @type {(id: string) => Spot}
 */
export function spotOf(id) {
  const spot = placedAt(id);
  if (!spot) throw new RangeError(`${id} has no place in the part that is drawn`);
  return spot;
}

/** Names keep a size that can be read, and the most central come first; none lies on another. */
export function nameNodes() {
  const scale = canvas().network.getScale();
  const size = Math.max(12.5 / scale, 15);
  drawing.letter = Math.round(Math.min(size, 26));
  drawing.thick = Math.round(2.4 / scale);
  const swell = Math.max(1, 0.42 / scale);
  drawing.swell = Math.round(swell * 20) / 20;
  const { bright } = lit();
  /** @type {Map<string, [number, number, number, number][]>} */
  const grid = new Map();
  const cell = size * 12;
  const ranked = [...drawing.shown].sort((a, b) =>
    Number(bright.has(b)) - Number(bright.has(a)) || (drawing.sizes.get(b) || 0) - (drawing.sizes.get(a) || 0) || (a < b ? -1 : 1));
  drawing.names = new Map(ranked.map((id) => [id, 0]));
  for (const id of ranked) {
    const texts = valueAt(place, id).label.split("\n");
    const [x, y] = spotOf(id);
    const top = y + (drawing.bulk ? Math.max(sizeOf(id) * 0.9, (2.2 + sizeOf(id) / 9) / scale) : sizeOf(id) * drawing.swell);
    const half = Math.max(...texts.map((text) => text.length)) * size * 0.27 + size * 0.25;
    /** @type {[number, number, number, number]} */
    const box = [x - half, top, x + half, top + texts.length * size * 1.15 + size * 0.3];
    const squares = [];
    for (let i = Math.floor(box[0] / cell); i <= Math.floor(box[2] / cell); i += 1) {
      for (let j = Math.floor(box[1] / cell); j <= Math.floor(box[3] / cell); j += 1) squares.push(`${i} ${j}`);
    }
    const clash = squares.some((key) => (grid.get(key) || []).some((other) =>
      box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
    if (clash) continue;
    for (const key of squares) grid.set(key, [...(grid.get(key) || []), box]);
    drawing.names.set(id, size);
  }
}

/**
 * The part that is to be drawn, null for the whole: filters, focus and what is picked may lead beyond the opening,
 * and what is too wide for it is drawn all the same.
 * @type {() => OpeningPart | null}
 */
export function partNow() {
  if (!scene.opening.length || view.part === "whole") return null;
  const part = openingPart();
  const narrowed = view.text || view.kind || view.source || view.statuses.length || view.focus.length || view.path.length;
  const beyond = (view.node && !part.spots.has(view.node))
    || (view.row && (edgesOfRow.get(view.row) || []).some((edge) => !part.edges.has(edge)) && visible.onCanvas.has(view.row));
  const blank = !visible.edges.some((edge) => part.edges.has(edge));
  return narrowed || beyond || blank ? null : part;
}
