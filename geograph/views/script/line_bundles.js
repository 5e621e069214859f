// Parallel edges: one line with a count for each pair, or a line for each event where unfolded.

import { grouped, valueAt } from "./maps.js";
import { many, sentence } from "./phrases.js";
import { nodeOf, words } from "./scene_data.js";
import { change, view } from "./view_state.js";
import { visible } from "./visible.js";

/** @import { Edge, Line } from "./types.d.ts" */

export const MARK = words.statuses.contested[0];

/** How a status is drawn: the strongest of a bundle decides. */
const STRENGTH = ["contested", "corroborated", "asserted", "reported-only", "anonymous-only", "recorded-only"];

/** @type {(edge: Edge) => string} */
export const statusOf = (edge) => visible.at.get(edge.row.id)?.step.status || "asserted";
/** @type {(pair: string) => boolean} */
export const unfolded = (pair) => view.unfolded.includes("*") || view.unfolded.includes(pair);

/** @type {(edge: Edge, bend: number) => Line} */
function lineOf(edge, bend) {
  const status = statusOf(edge);
  const [dashes, width] = words.dashes[status] || [[], 1.7];
  const forward = edge.source < edge.target;
  return {
    id: edge.id, pair: edge.pair, edges: [edge], from: edge.source, to: edge.target, ink: edge.ink, status,
    dashes: dashes.length ? dashes : false, width,
    label: status === "contested" ? MARK : "", arrows: { to: { enabled: edge.directed }, from: { enabled: false } },
    smooth: bend ? { enabled: true, type: bend > 0 === forward ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : { enabled: false },
    title: `${sentence(edge.row.label)} (${words.statuses[status][1]})`,
  };
}

/** @type {(pair: string, all: Edge[]) => Line} */
function bundleOf(pair, all) {
  const [from, to] = pair.split("|");
  const statuses = all.map(statusOf);
  const status = STRENGTH.find((one) => statuses.includes(one)) || statuses[0];
  const [dashes, width] = words.dashes[status] || [[], 1.7];
  const inks = new Set(all.map((edge) => edge.ink));
  const contested = statuses.filter((one) => one === "contested").length;
  /** @type {(end: string) => boolean} */
  const towards = (end) => all.some((edge) => edge.directed && edge.target === end);
  return {
    id: `b:${pair}`, pair, edges: all, from, to, ink: inks.size === 1 ? [...inks][0] : "zero", status,
    dashes: dashes.length ? dashes : false, width: Math.min(width + 0.6 * Math.sqrt(all.length - 1), 6),
    label: contested ? `${all.length} ${MARK}` : `${all.length}`,
    arrows: { to: { enabled: towards(to) }, from: { enabled: towards(from) } }, smooth: { enabled: false },
    title: `${many(all.length, "relation")} between ${valueAt(nodeOf, from).label} and ${valueAt(nodeOf, to).label}`
      + (contested ? `, ${contested} contested` : ""),
  };
}

/**
 * The lines for what is drawn, by id.
 * @type {(drawn: Edge[]) => Map<string, Line>}
 */
export function linesOf(drawn) {
  const out = new Map();
  for (const [pair, all] of grouped(drawn, (edge) => edge.pair)) {
    if (all.length > 1 && !unfolded(pair)) {
      const line = bundleOf(pair, all);
      out.set(line.id, line);
      continue;
    }
    // the bundle stays inside a lens of ±0.45, however many edges there are
    const step = Math.min(0.24, 0.9 / all.length);
    all.forEach((edge, i) => out.set(edge.id, lineOf(edge, (i - (all.length - 1) / 2) * step)));
  }
  return out;
}

/**
 * Fold or unfold the events of a pair.
 * @type {(pair: string) => void}
 */
export function toggleFold(pair) {
  change({ unfolded: unfolded(pair) ? view.unfolded.filter((one) => one !== pair && one !== "*") : [...view.unfolded, pair] });
}
