// The drawn relations as a table that is sorted and downloaded: what the drawing says, for reading.

import { spoken } from "./citation.js";
import { brief, byId, el } from "./elements.js";
import { rests } from "./evidence_counts.js";
import { chip } from "./evidence_list.js";
import { ordered, valueAt } from "./maps.js";
import { fold, many, sentence } from "./phrases.js";
import { policyText } from "./policy_lookup.js";
import { nodeOf, words } from "./scene_data.js";
import { tell } from "./topics.js";
import { view } from "./view_state.js";
import { rowsOf, visible } from "./visible.js";

/** @import { TableRow } from "./types.d.ts" */

/** @type {[title: string, text: (both: TableRow) => string, key?: (both: TableRow) => string | number][]} */
const COLUMNS = [
  ["from", ({ edge }) => valueAt(nodeOf, edge.source).label],
  ["to", ({ edge }) => valueAt(nodeOf, edge.target).label],
  ["relation", ({ edge }) => edge.row.kind_label],
  ["event", ({ edge }) => sentence(edge.row.label)],
  ["when", ({ one }) => one.step.when, ({ one }) => one.step.day || ""],
  ["status", ({ one }) => words.statuses[one.step.status][1]],
  ["asserted by", ({ one }) => one.step.asserted.map(spoken).join(", "), ({ one }) => one.step.asserted.length],
  ["denied by", ({ one }) => one.step.denied.map(spoken).join(", "), ({ one }) => one.step.denied.length],
];

/** @type {{ by: number | null; down: boolean; limit: number }} */
const table = { by: null, down: false, limit: 50 };

/** @type {() => TableRow[]} */
function tableRows() {
  const all = visible.edges.map((edge) => ({ edge, one: valueAt(visible.at, edge.row.id) }));
  if (table.by === null) {
    const order = new Map(visible.rows.map((one, i) => [one.row.id, i]));
    return all.sort((a, b) => valueAt(order, a.edge.row.id) - valueAt(order, b.edge.row.id) || a.edge.i - b.edge.i);
  }
  const [, text, key] = COLUMNS[table.by];
  return ordered(all, key || ((both) => fold(text(both))), table.down);
}

export function drawTable() {
  const all = tableRows();
  const [body] = byId("relations", HTMLTableElement).tBodies;
  body.replaceChildren(...all.slice(0, table.limit).map((both) => el("tr", {
    class: both.edge.row.id === view.row ? "picked" : null, "data-edge": both.edge.id, on: { click: () => tell("pick", { row: both.edge.row.id }) },
  }, COLUMNS.map(([title, text], i) => el("td", { "data-name": sentence(title) }, i === 3
    ? el("button", { type: "button", class: "plain", on: { click: (event) => { event.stopPropagation(); tell("pick", { row: both.edge.row.id }); } } }, brief(text(both)))
    : i === 5 ? chip(both.one.step.status) : brief(text(both)))))));
  byId("table-shown").textContent = many(all.length, "relation") + (all.length > table.limit ? `, the first ${table.limit} shown` : "") + `; ${rests(rowsOf(visible.edges))}`;
  byId("table-more").hidden = all.length <= table.limit;
  byId("relations").querySelectorAll("th").forEach((head, i) => {
    head.setAttribute("aria-sort", i === table.by ? (table.down ? "descending" : "ascending") : "none");
  });
}

/**
 * A field of CSV; what a spreadsheet would take for a formula is text.
 * @type {(text: string) => string}
 */
export function field(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @type {() => string} */
export function csv() {
  const head = [...COLUMNS.map(([title]) => title), "event id", "policy", "coverage"];
  const own = [policyText(view), rests(rowsOf(visible.edges))];
  const rows = tableRows().map((both) => [...COLUMNS.map(([, text]) => text(both)), both.edge.row.id, ...own]);
  return [head, ...rows].map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
}

export function startTable() {
  byId("relations", HTMLTableElement).rows[0].append(...COLUMNS.map(([title], i) => el("th", { scope: "col", "data-sort": title }, el("button", {
    type: "button", text: sentence(title),
    on: { click: () => {
      Object.assign(table, table.by !== i ? { by: i, down: false } : table.down ? { by: null, down: false } : { down: true });
      drawTable();
    } },
  }))));
  byId("table-more").addEventListener("click", () => { table.limit += 200; drawTable(); });
}
