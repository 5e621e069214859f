// What the page was given: rows with their history, claims, documents, nodes and edges, by id.

import { grouped, keyed, valueAt } from "./maps.js";

/**
 * @import { Edge, HeldRows, Release, Row, Scene, Speaker, Step, VisData, Words, WrittenHeldRows, WrittenRelease,
 *   WrittenRow, WrittenScene, WrittenSpeaker, WrittenStep } from "./types.d.ts"
 */

/**
 * What an element of the page holds, as encode.py, draw.py and page.py wrote it.
 * @type {(id: string) => unknown}
 */
const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "");

const written = /** @type {WrittenScene} */ (read("scene"));
export const words = /** @type {Words} */ (read("words"));
export const data = /** @type {VisData} */ (read("vis"));

/** @type {(id: string) => string} */
export const label = (id) => written.labels[id] || id;

/**
 * A voice that stands somewhere; the file holds id, marks and through whom it spoke.
 * @type {(told: WrittenSpeaker) => Speaker}
 */
function speaker([id, marks, ...through]) {
  return {
    id, through, label: label(id),
    inherited: marks.includes("i"), anonymous: marks.includes("a"), mixed: marks.includes("m"),
    rival: marks.includes("r"), unheard: marks.includes("u"),
  };
}

/** @type {(step: WrittenStep) => Step} */
function filledStep(step) {
  return {
    rules: [], flags: [], heat: 0, claims: [], attributed: [], overtaken: [], retracted: [], ...step,
    asserted: (step.asserted || []).map(speaker),
    denied: (step.denied || []).map(speaker),
    others: (step.others || []).map(([stance, speakers]) => ({
      stance, words: words.stances[stance][1], speakers: speakers.map(speaker),
    })),
  };
}

/** @type {(row: WrittenRow) => Row} */
const filledRow = (row) => ({
  parties: [], answers: [], ties: [], ...row, kind_label: written.kinds[row.kind], steps: row.steps.map(filledStep),
});

/**
 * The file leaves out the days there are not.
 * @type {(told: WrittenHeldRows) => HeldRows}
 */
const daysOf = ([number, start = null, until = null, until_known = null]) => ({ number, start, until, until_known });

/**
 * A publisher is one voice for all its rows, so a release is asked like the step of a row.
 * @type {(release: WrittenRelease) => Release}
 */
const filledRelease = (release) => ({
  rules: [], ...release, rows: release.rows.map(daysOf), asserted: release.voice ? [speaker([release.voice, ""])] : [], denied: [],
});

/**
 * The scene, with all that the file leaves out because it is empty.
 * @type {Scene}
 */
export const scene = {
  ...written,
  rows: written.rows.map(filledRow),
  claims: written.claims.map((claim) => ({ details: [], ...claim })),
  nodes: written.nodes.map((node) => ({ aliases: [], ...node })),
  releases: written.releases.map(filledRelease),
};

export const rowOf = keyed(scene.rows);
export const documentOf = keyed(scene.documents);
export const nodeOf = keyed(scene.nodes);
/** What pyvis says of a node: its symbol, and where Python put it. */
export const place = keyed(data.nodes);

const opened = new Set(scene.opening);

/**
 * The events as they may be drawn: one edge for each pair of an event.
 * @type {Edge[]}
 */
export const edges = data.edges.map((edge, i) => ({
  id: edge.id, row: valueAt(rowOf, edge.row), source: edge.from, target: edge.to,
  directed: edge.arrows === "to", ink: edge.ink, opening: opened.has(i), i, weight: scene.weights[i],
  pair: edge.from < edge.to ? `${edge.from}|${edge.to}` : `${edge.to}|${edge.from}`, below: [],
}));
// the edges of narrower events between the same two weigh for an edge where they are drawn
for (const edge of edges) edge.below = (scene.below[edge.i] || []).map((i) => edges[i]);

export const edgesOfRow = grouped(edges, (edge) => edge.row.id);
