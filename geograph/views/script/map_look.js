// The map: a tile for every state, shaded by the sanctions against it, its ties drawn as arcs.

import { byId, el, setContent, svg } from "./elements.js";
import { rests } from "./evidence_counts.js";
import { many, sentence } from "./phrases.js";
import { label, nodeOf, scene } from "./scene_data.js";
import { change, view } from "./view_state.js";
import { visible } from "./visible.js";

/** @import { Spot, Standpoint, StatePair, StateTies } from "./types.d.ts" */

const TILE = 26;
const GAP = 2;

/** How many sanctions make which shade. */
const SHADES = [1, 3, 10, 30];

/** So many arcs can be told apart where nobody is picked. */
const ARCS = 24;

/** @type {(id: string) => Spot} */
const middleOf = (id) => {
  const [column, row] = scene.tiles[id];
  return [column * TILE + TILE / 2, row * TILE + TILE / 2];
};

/**
 * The ties between states that count now, by pair, and how many sanctions each state is under.
 * @type {() => StateTies}
 */
function stateTies() {
  /** @type {Map<string, StatePair>} */
  const pairs = new Map();
  /** @type {Map<string, number>} */
  const sanctions = new Map();
  /** @type {Map<string, number>} */
  const each = new Map();
  /** @type {Set<Standpoint>} */
  const rows = new Set();
  let lost = 0;
  for (const one of visible.rows) {
    if (!one.edge || !(view.focus.length || view.hidden.length || view.actors.length ? visible.onCanvas.has(one.row.id) : true)) continue;
    const struck = new Set(), bound = new Set();
    for (const [source, target, directed] of one.row.ties) {
      if (one.row.sanction && directed && scene.tiles[target]) struck.add(target);
      if (scene.tiles[source] || scene.tiles[target]) rows.add(one);
      if (!scene.tiles[source] || !scene.tiles[target]) { lost += 1; continue; }
      const key = source < target ? `${source}|${target}` : `${target}|${source}`;
      const pair = pairs.get(key) ?? { key, ends: key.split("|"), rows: [], signs: new Set(), contested: 0 };
      pairs.set(key, pair);
      pair.rows.push(one);
      pair.signs.add(one.row.sign);
      if (one.step.status === "contested") pair.contested += 1;
      bound.add(source).add(target);
    }
    // an act of many senders is one, for each that it ties
    for (const end of bound) each.set(end, (each.get(end) || 0) + 1);
    for (const end of struck) sanctions.set(end, (sanctions.get(end) || 0) + 1);
  }
  return { pairs: [...pairs.values()].sort((a, b) => b.rows.length - a.rows.length || (a.key < b.key ? -1 : 1)), sanctions, each, lost, rows: [...rows] };
}

/** @type {(number: number) => number} */
const shadeOf = (number) => SHADES.filter((least) => number >= least).length;

/** @type {(id: string, found: StateTies) => SVGElement} */
function ground(id, { sanctions, each }) {
  const [x, y] = middleOf(id).map((at) => at - TILE / 2 + GAP / 2);
  const look = `tile shade-${shadeOf(sanctions.get(id) || 0)}${each.has(id) ? " tied" : ""}${view.node === id ? " chosen" : ""}`;
  return svg("g", { class: look, transform: `translate(${x} ${y})` }, svg("rect", { width: TILE - GAP, height: TILE - GAP, rx: 3 }));
}

/**
 * The name of a tile lies above the arcs: it can be read there, and be clicked.
 * @type {(id: string, found: StateTies) => SVGElement}
 */
function face(id, { sanctions, each }) {
  const [x, y] = middleOf(id).map((at) => at - TILE / 2 + GAP / 2);
  const [under, ties] = [sanctions.get(id) || 0, each.get(id) || 0];
  return svg("g", {
    class: `tile-name${ties ? " tied" : ""}`, "data-tile": id, transform: `translate(${x} ${y})`,
    on: nodeOf.has(id) ? { click: () => change({ node: view.node === id ? null : id, row: null, pair: null, path: [] }) } : {},
  },
  svg("title", {}, `${label(id)}: ${many(ties, "relation")} with other states, ${many(under, "sanction")} against it`),
  svg("rect", { width: TILE - GAP, height: TILE - GAP, rx: 3 }),
  svg("text", { x: (TILE - GAP) / 2, y: under ? 11 : 15.5, class: "code" }, id.slice(6)),
  under > 0 && svg("text", { x: (TILE - GAP) / 2, y: 20, class: "count" }, String(under)));
}

/** @type {(pair: StatePair) => SVGElement} */
function arc(pair) {
  const [from, to] = pair.ends.map(middleOf);
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const lift = 0.18 + 0.1 / Math.max(1, Math.hypot(dx, dy) / 200);
  const bend = dx >= 0 ? -1 : 1;
  const top = [(from[0] + to[0]) / 2 - bend * lift * dy, (from[1] + to[1]) / 2 + bend * lift * dx];
  const [sign] = pair.signs;
  const ink = pair.signs.size > 1 || !sign ? "zero" : sign > 0 ? "plus" : "minus";
  return svg("path", {
    class: `arc c-${ink}`, "data-pair": pair.key, d: `M${from.join(" ")}Q${top.join(" ")} ${to.join(" ")}`,
    "stroke-width": Math.min(4, 0.8 + Math.sqrt(pair.rows.length) / 2), "stroke-dasharray": pair.contested ? "6 4" : null,
    on: { click: () => change({ pair: pair.key, row: null, node: null, path: [] }) },
  }, svg("title", {}, `${label(pair.ends[0])} and ${label(pair.ends[1])}: ${many(pair.rows.length, "relation")}${pair.contested ? `, ${pair.contested} contested` : ""}`));
}

export function drawMap() {
  const found = stateTies();
  const { node } = view;
  const shown = node ? found.pairs.filter((pair) => pair.ends.includes(node))
    : view.row ? found.pairs.filter((pair) => pair.rows.some((one) => one.row.id === view.row)) : found.pairs.slice(0, ARCS);
  const spots = Object.values(scene.tiles);
  const wide = (Math.max(...spots.map((at) => at[0])) + 1) * TILE, high = (Math.max(...spots.map((at) => at[1])) + 1) * TILE;
  const said = view.node ? `the ties of ${label(view.node)}` : view.row ? "the ties of the chosen event"
    : `the ${Math.min(ARCS, found.pairs.length)} pairs of states with most relations, of ${found.pairs.length}`;
  setContent(byId("map"), 
    el("p", { class: "remarks", text: `Drawn are ${said}; dashed where contested. Shading and number: sanctions against the state itself that count under the policy. ${sentence(rests(found.rows))}.`
      + (found.lost ? ` ${many(found.lost, "tie")} of international organisations and states of the past have no tile.` : "") }),
    svg("svg", { class: "look", viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": `Map with a tile for every state: ${said}. The table holds the same relations.` },
      Object.keys(scene.tiles).map((id) => ground(id, found)), svg("g", { class: "arcs" }, shown.map(arc)), Object.keys(scene.tiles).map((id) => face(id, found))),
    el("p", { class: "shades" }, el("span", { class: "key", text: "Sanctions" }), ["0", "1–2", "3–9", "10–29", "30 and more"].map((text, i) =>
      el("span", {}, svg("svg", { class: "symbol", width: 16, height: 16, "aria-hidden": "true" }, svg("g", { class: `tile shade-${i}` }, svg("rect", { width: 16, height: 16, rx: 3 }))), ` ${text}`))));
}

/** The rows that tie a state which has a tile. */
export const rowsOfMap = () => stateTies().rows;
