// Measures of centrality: those of geograph.analysis on what is drawn, by the same names.

import { exactSum } from "./exact_sum.js";
import { valueAt } from "./maps.js";

/** @import { Edge, Ties } from "./types.d.ts" */

/**
 * One tie for each ordered pair that is drawn, its strength the summed weight of the edges.
 * @type {(drawn: Edge[]) => Ties}
 */
export function collapse(drawn) {
  const on = new Set(drawn);
  const ids = [...new Set(drawn.flatMap(({ source, target }) => [source, target]))].sort();
  const gathered = () => new Map(ids.map((id) => [id, /** @type {Map<string, number[]>} */ (new Map())]));
  const [next, before, pairs] = [gathered(), gathered(), gathered()];
  /** @type {(out: Map<string, Map<string, number[]>>, from: string, to: string, weight: number) => void} */
  const add = (out, from, to, weight) => {
    const ties = valueAt(out, from);
    const held = ties.get(to);
    if (held) held.push(weight);
    else ties.set(to, [weight]);
  };
  for (const edge of drawn) {
    const { source, target, directed } = edge;
    // a wider event weighs what drawn narrower ones leave of it
    const weight = Math.max(0, edge.weight - exactSum(edge.below.filter((one) => on.has(one)).map((one) => one.weight)));
    for (const [a, b] of directed ? [[source, target]] : [[source, target], [target, source]]) {
      add(next, a, b, weight);
      add(before, b, a, weight);
    }
    for (const [a, b] of [[source, target], [target, source]]) add(pairs, a, b, weight);
  }
  return { ids, next: summed(next), before: summed(before), pairs: summed(pairs) };
}

/** @type {(ties: Map<string, Map<string, number[]>>) => Map<string, Map<string, number>>} */
const summed = (ties) => new Map([...ties].map(([id, held]) =>
  [id, new Map([...held].map(([other, weights]) => [other, exactSum(weights)]))]));

/** @type {(ids: string[], score: (id: string) => number) => Map<string, number>} */
const scoresOf = (ids, score) => new Map(ids.map((id) => [id, score(id)]));
/** @type {(ties: Ties) => Map<string, number>} */
export const degree = ({ ids, pairs }) => scoresOf(ids, (id) => valueAt(pairs, id).size);
/** @type {(ties: Ties) => Map<string, number>} */
export const strengthIn = ({ ids, before }) => scoresOf(ids, (id) => exactSum(valueAt(before, id).values()));
/** @type {(ties: Ties) => Map<string, number>} */
export const strengthOut = ({ ids, next }) => scoresOf(ids, (id) => exactSum(valueAt(next, id).values()));

/**
 * How far others are from a start, along ties in the order in which they are reached.
 * @type {(start: string, next: Map<string, Map<string, number>>) => Map<string, number>}
 */
function depths(start, next) {
  const depth = new Map([[start, 0]]);
  for (const [id, far] of depth) for (const other of valueAt(next, id).keys()) if (!depth.has(other)) depth.set(other, far + 1);
  return depth;
}

/**
 * The share of ordered pairs of others whose shortest directed ways run through each (Brandes 2001).
 * @type {(ties: Ties) => Map<string, number>}
 */
export function betweenness({ ids, next, before }) {
  const score = new Map(ids.map((id) => [id, 0]));
  for (const start of ids) {
    const depth = depths(start, next);
    const order = [...depth.keys()].slice(1);
    const nearer = new Map(order.map((id) => [id, [...valueAt(before, id).keys()].filter((one) => depth.get(one) === valueAt(depth, id) - 1)]));
    const ways = new Map([[start, 1]]);
    /** @type {Map<string, number>} */
    const leans = new Map();
    for (const id of order) ways.set(id, valueAt(nearer, id).reduce((sum, one) => sum + valueAt(ways, one), 0));
    for (const id of order.reverse()) {
      const own = leans.get(id) || 0;
      for (const one of valueAt(nearer, id)) leans.set(one, (leans.get(one) || 0) + (valueAt(ways, one) / valueAt(ways, id)) * (1 + own));
      score.set(id, valueAt(score, id) + own);
    }
  }
  const among = (ids.length - 1) * (ids.length - 2) || 1;
  return scoresOf(ids, (id) => valueAt(score, id) / among);
}

/**
 * How near each is to those who reach it, whatever part of the drawing they are in.
 * @type {(ties: Ties) => Map<string, number>}
 */
export function closeness({ ids, before }) {
  return scoresOf(ids, (id) => {
    const far = [...depths(id, before).values()];
    const total = far.reduce((sum, one) => sum + one, 0), reached = far.length - 1;
    return total ? (reached / total) * (reached / (ids.length - 1)) : 0;
  });
}

/**
 * How strongly each is tied to strongly tied ones, without direction, in the largest part alone.
 * @type {(ties: Ties) => Map<string, number>}
 */
export function eigenvector({ ids, pairs }) {
  const found = new Set();
  /** @type {string[][]} */
  const parts = [];
  for (const id of ids) {
    if (found.has(id)) continue;
    const part = [...depths(id, pairs).keys()].sort();
    for (const one of part) found.add(one);
    parts.push(part);
  }
  const most = Math.max(0, ...parts.map((part) => part.length));
  const out = new Map();
  for (const part of parts) {
    if (part.length < most) continue;
    let held = new Map(part.map((id) => [id, 1 / part.length])), moved = Infinity;
    for (let round = 0; round < 10000 && moved >= part.length * 1e-12; round += 1) {
      const fresh = new Map(held);
      for (const id of part) for (const [other, weight] of valueAt(pairs, id)) fresh.set(other, valueAt(fresh, other) + weight * valueAt(held, id));
      const long = Math.hypot(...fresh.values()) || 1;
      for (const id of part) fresh.set(id, valueAt(fresh, id) / long);
      moved = part.reduce((sum, id) => sum + Math.abs(valueAt(fresh, id) - valueAt(held, id)), 0);
      held = fresh;
    }
    for (const [id, score] of held) out.set(id, score);
  }
  return out;
}

/**
 * The share of time that a walker along directed, weighted ties spends at each; damping 0.85.
 * @type {(ties: Ties) => Map<string, number>}
 */
export function pagerank({ ids, next }) {
  const size = ids.length, out = new Map(ids.map((id) => [id, exactSum(valueAt(next, id).values())]));
  let rank = new Map(ids.map((id) => [id, 1 / size])), moved = Infinity;
  for (let round = 0; round < 1000 && moved >= size * 1e-13; round += 1) {
    // from whoever does nothing to anybody the walker goes anywhere
    const lost = ids.reduce((sum, id) => sum + (valueAt(out, id) ? 0 : valueAt(rank, id)), 0);
    const fresh = new Map(ids.map((id) => [id, (0.15 + 0.85 * lost) / size]));
    for (const id of ids) {
      if (!valueAt(out, id)) continue;
      for (const [other, weight] of valueAt(next, id)) fresh.set(other, valueAt(fresh, other) + (0.85 * valueAt(rank, id) * weight) / valueAt(out, id));
    }
    moved = ids.reduce((sum, id) => sum + Math.abs(valueAt(fresh, id) - valueAt(rank, id)), 0);
    rank = fresh;
  }
  return rank;
}
