// The matrix: who acts towards whom, as a table of counts; the busiest on both sides.

import { byId, el, isolated, setContent } from "./elements.js";
import { rests } from "./evidence_counts.js";
import { MARK, statusOf } from "./line_bundles.js";
import { valueAt } from "./maps.js";
import { fold, many, sentence } from "./phrases.js";
import { nodeOf } from "./scene_data.js";
import { change, view } from "./view_state.js";
import { rowsOf, visible } from "./visible.js";

/** @import { Edge, Props } from "./types.d.ts" */

const BUSIEST = 22;

/**
 * Directed counts: source → target → edges; a line without direction counts both ways.
 * @type {() => Map<string, Edge[]>}
 */
function flows() {
  /** @type {Map<string, Edge[]>} */
  const out = new Map();
  for (const edge of visible.edges) {
    const { source, target } = edge;
    for (const key of edge.directed ? [`${source}\n${target}`] : [`${source}\n${target}`, `${target}\n${source}`]) {
      out.set(key, [...(out.get(key) || []), edge]);
    }
  }
  return out;
}

/** @type {(found: Map<string, Edge[]>, end: 0 | 1) => [id: string, number: number][]} */
function busiest(found, end) {
  const sums = new Map();
  for (const [key, own] of found) {
    const id = key.split("\n")[end];
    sums.set(id, (sums.get(id) || 0) + own.length);
  }
  return [...sums].sort((a, b) => b[1] - a[1] || (fold(valueAt(nodeOf, a[0]).label) < fold(valueAt(nodeOf, b[0]).label) ? -1 : 1));
}

/** @type {(from: string, to: string, own: Edge[] | undefined, most: number) => HTMLElement} */
function cellOf(from, to, own, most) {
  if (!own) return el("td", {});
  const contested = own.filter((edge) => statusOf(edge) === "contested").length;
  const shade = Math.ceil((4 * Math.sqrt(own.length)) / Math.sqrt(most));
  const said = `${valueAt(nodeOf, from).label} towards ${valueAt(nodeOf, to).label}: ${many(own.length, "relation")}${contested ? `, ${contested} contested` : ""}`;
  const { pair } = own[0];
  return el("td", { class: `heat-${shade}${view.pair === pair ? " chosen" : ""}` }, el("button", {
    type: "button", title: said, "aria-label": said, "data-cell": `${from}|${to}`,
    on: { click: () => change({ pair, row: null, node: null, path: [] }) },
  }, String(own.length), contested > 0 && el("i", { "aria-hidden": "true", text: MARK })));
}

export function drawMatrix() {
  const found = flows();
  const most = Math.max(1, ...[...found.values()].map((own) => own.length));
  const [senders, targets] = [busiest(found, 0), busiest(found, 1)];
  const [rows, columns] = [senders.slice(0, BUSIEST), targets.slice(0, BUSIEST)];
  const shown = rows.flatMap(([from]) => columns.flatMap(([to]) => found.get(`${from}\n${to}`) || []));
  /** @type {(id: string, props: Props) => HTMLElement} */
  const head = (id, props) => el("th", props, el("button", {
    type: "button", class: "plain", on: { click: () => change({ node: id, row: null, pair: null, path: [] }) },
  }, isolated(valueAt(nodeOf, id).label.slice(0, 40))));
  setContent(byId("matrix"),
    el("p", { class: "remarks", text: `Who acts (rows) towards whom (columns): the ${rows.length} busiest of ${senders.length} and the ${columns.length} busiest of ${targets.length}. ${MARK} some of it is contested. ${sentence(rests(rowsOf(shown)))}.` }),
    rows.length ? el("table", { class: "matrix" },
      el("thead", {}, el("tr", {}, el("td", {}), columns.map(([id]) => head(id, { scope: "col" })))),
      el("tbody", {}, rows.map(([from]) => el("tr", {}, head(from, { scope: "row" }),
        columns.map(([to]) => cellOf(from, to, found.get(`${from}\n${to}`), most))))))
      : el("p", { class: "empty", text: "Nothing is drawn under this policy, these dates and filters." }));
}
