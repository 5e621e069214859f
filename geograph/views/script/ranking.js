// How central an actor is in what is drawn, by the measure that the reader has chosen.

import { valueAt } from "./maps.js";
import {
  betweenness, closeness, collapse, degree, eigenvector, pagerank, strengthIn, strengthOut,
} from "./node_measures.js";
import { nodeOf } from "./scene_data.js";
import { view } from "./view_state.js";
import { visible } from "./visible.js";

/** @import { MeasureName, Ties, Visible } from "./types.d.ts" */

/** @type {Record<MeasureName, { words: string; of: (ties: Ties) => Map<string, number> }>} */
export const MEASURES = {
  degree: { words: "with how many others an actor is tied, in either direction", of: degree },
  "strength-in": { words: "the summed weight of what an actor receives, in events", of: strengthIn },
  "strength-out": { words: "the summed weight of what an actor does to others, in events", of: strengthOut },
  betweenness: { words: "the share of shortest directed ways between others that run through an actor", of: betweenness },
  closeness: { words: "how near an actor is to those who reach it along directed ties", of: closeness },
  eigenvector: { words: "how strongly an actor is tied to strongly tied ones, directions ignored, in the largest part alone", of: eigenvector },
  pagerank: { words: "the share of time that a walker along directed, weighted ties spends at an actor", of: pagerank },
};

/** Scores that differ by less are one, as in geograph.analysis.centrality. */
const SAME = 1e-9;

/**
 * A score as Python rounds it to six decimals: halves, which only odd 128ths are, go to even.
 * @type {(value: number) => number}
 */
export function sixDecimals(value) {
  if (Math.abs((value * 128) % 2) !== 1) return Number(value.toFixed(6));
  const low = Math.floor(value * 1e6);
  return (low + (low % 2)) / 1e6;
}

/** Actors with their score, highest first; those of one score by their names. */
/** @type {{ of: Visible | null; by: MeasureName | null; list: [id: string, score: number][] }} */
let ranked = { of: null, by: null, list: [] };

/** @type {() => [id: string, score: number][]} */
export function ranking() {
  // asked for by the panel and by the drawing: reckoned once for what is to be seen
  if (ranked.of === visible && ranked.by === view.size) return ranked.list;
  const list = [...MEASURES[view.size].of(collapse(visible.edges))].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  /** @type {Map<string, number>} */
  const level = new Map();
  list.forEach(([id, score], i) => level.set(id, i && list[i - 1][1] - score <= SAME ? valueAt(level, list[i - 1][0]) : i));
  /** @type {(id: string) => string} */
  const by = (id) => valueAt(nodeOf, id).label;
  list.sort(([a], [b]) => valueAt(level, a) - valueAt(level, b) || (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : a < b ? -1 : 1));
  ranked = { of: visible, by: view.size, list };
  return list;
}
