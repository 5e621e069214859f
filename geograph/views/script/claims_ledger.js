// The ledger: a table of rows that is sorted, filtered and opened.

import { copies } from "./citation.js";
import { stageOf } from "./cuts.js";
import { brief, byId, el, setChildren } from "./elements.js";
import { answersOf, chip, evidence, measures, remarks, standings, tag, voices } from "./evidence_list.js";
import { ordered } from "./maps.js";
import { fold } from "./phrases.js";
import { words } from "./scene_data.js";
import { tell } from "./topics.js";
import { change, view } from "./view_state.js";
import { follow, hasChanged, undrawn, visible } from "./visible.js";

/** @import { LedgerRow, SortName, Standpoint } from "./types.d.ts" */

const PAGE = 20;
const MORE = 50;
/** @type {{ limit: number; open: Set<string>; made: Map<string, LedgerRow> }} */
export const ledger = { limit: PAGE, open: new Set(), made: new Map() };

/** @type {Record<SortName, (one: Standpoint) => string | number>} */
export const SORTS = {
  label: ({ row }) => fold(row.label),
  day: ({ step }) => step.day || "",
  heat: ({ step }) => step.heat,
  asserted: ({ step }) => step.asserted.length,
  denied: ({ step }) => step.denied.length,
  others: ({ step }) => step.others.reduce((sum, standing) => sum + standing.speakers.length, 0),
  measures: ({ row }) => answersOf(row).length,
};

/** @type {(rows: Standpoint[]) => Standpoint[]} */
function sorted(rows) {
  // the survey's own order is the opening one: most contested first, then most recent
  const by = view.sort;
  if (!by) return rows;
  return ordered(rows, SORTS[by], view.down);
}

/** @type {(one: Standpoint) => Omit<LedgerRow, "said">} */
function cells(one) {
  const { row, step } = one;
  const stage = stageOf(row, view), why = undrawn(one);
  const toggle = el("button", {
    type: "button", class: "toggle", "aria-expanded": "false",
    on: { click: (event) => { event.stopPropagation(); toggleRow(row.id); } },
  }, el("span", { class: "turn", "aria-hidden": "true" }), brief(row.label));
  const tr = el("tr", { class: "row", "data-row": row.id, on: { click: () => pickFromLedger(row.id) } },
    el("th", { scope: "row", class: "w-event" }, toggle,
      el("p", { class: "meta" }, row.kind_label, stage && ` · ${stage}`,
        why !== null && el("span", { class: "undrawn", title: `Not in the graph: ${why}`, text: " · not in the graph" }))),
    el("td", { class: "w-when", "data-name": "When", text: step.when }),
    el("td", { class: "w-status", "data-name": "Status" }, chip(step.status),
      step.detail && [" ", tag(step.detail)],
      step.flags.map((flag) => [" ", tag(flag, words.flags[flag])])),
    el("td", { class: "w-asserted", "data-name": "Asserted by" }, voices(step.asserted, 5)),
    el("td", { class: "w-denied", "data-name": "Denied by" }, voices(step.denied, 5)),
    el("td", { class: "w-also", "data-name": "Other stances" }, standings(step, 3)),
    el("td", { class: "w-measures", "data-name": "Measures in response" }, measures(row, 3)));
  return { tr, toggle, detail: null };
}

/** @type {(one: Standpoint) => HTMLElement} */
function detailOf(one) {
  return el("tr", { class: "detail", "data-of": one.row.id },
    el("td", { colspan: "7" },
      el("div", { class: "detail-head" }, remarks(one),
        visible.onCanvas.has(one.row.id) && el("button", {
          type: "button", class: "quiet",
          on: { click: () => tell("pick", { row: one.row.id, go: "drawing" }) }, text: "Show in the graph",
        })),
      evidence(one, "h3"), copies(one)));
}

/**
 * The cells of a row, made once for everything that they say.
 * @type {(one: Standpoint) => LedgerRow}
 */
function parts(one) {
  const said = [one.i, stageOf(one.row, view), undrawn(one), visible.onCanvas.has(one.row.id),
    ...answersOf(one.row).map((answer) => answer.stage)].join("\n");
  const made = ledger.made.get(one.row.id);
  if (made && made.said === said) return made;
  const fresh = { ...cells(one), said };
  ledger.made.set(one.row.id, fresh);
  return fresh;
}

/** @type {(id: string) => void} */
function toggleRow(id) {
  if (ledger.open.has(id) && view.row === id) {
    ledger.open.delete(id);
    tell("pick", {});
  } else if (ledger.open.has(id)) {
    ledger.open.delete(id);
    drawLedger();
  } else pickFromLedger(id);
}

/** @type {(id: string) => void} */
function pickFromLedger(id) {
  if (window.getSelection()?.toString()) return; // somebody is copying a name
  ledger.open.add(id);
  if (view.row === id) drawLedger();
  else tell("pick", { row: id });
}

function drawLedger() {
  const all = sorted(visible.rows);
  const place = all.findIndex((one) => one.row.id === view.row);
  const shown = all.slice(0, ledger.limit);
  // what was picked in the graph may stand far below: it comes last rather than after all between
  if (place >= ledger.limit) shown.push(all[place]);
  const [body] = byId("rows", HTMLTableElement).tBodies;
  const { activeElement } = document;
  const held = activeElement instanceof HTMLElement && body.contains(activeElement) ? activeElement : null;
  const heldRow = held?.classList.contains("toggle") && held.closest("tr")?.dataset.row;
  setChildren(body, shown.flatMap((one) => {
    const made = parts(one);
    const open = ledger.open.has(one.row.id);
    made.toggle.setAttribute("aria-expanded", String(open));
    made.tr.classList.toggle("picked", one.row.id === view.row);
    made.tr.classList.toggle("opened", open);
    if (!open) return [made.tr];
    made.detail ??= detailOf(one);
    return [made.tr, made.detail];
  }));
  if (!all.length) {
    body.append(el("tr", {}, el("td", { colspan: "7", class: "empty", text: visible.spoken
      ? "Nothing passes the filters and the dates." : "Nothing has been said by this day." })));
  }
  // whoever walks by keyboard keeps their place when the rows are set anew
  if (held && body.contains(held)) held.focus({ preventScroll: true });
  else if (heldRow) ledger.made.get(heldRow)?.toggle.focus({ preventScroll: true });
  sayShown(all.length, shown.length);
}

/** The heads of columns that can be sorted by. */
const heads = () => [...byId("rows").querySelectorAll("th")].filter((head) => head.dataset.sort);

/** @type {(all: number, shown: number) => void} */
function sayShown(all, shown) {
  const order = view.sort ? "" : " · most contested first, then most recent";
  byId("shown").textContent = (all === visible.spoken
    ? `${all} events and measures` : `${all} of ${visible.spoken} events and measures`)
    + (visible.outside ? `, ${visible.outside} outside the dates` : "") + order;
  const rest = all - shown;
  byId("more").hidden = rest === 0;
  byId("more").textContent = rest > MORE ? `Show ${MORE} more, ${rest} are left` : `Show ${rest} more`;
  for (const head of heads()) {
    const on = head.dataset.sort === view.sort;
    head.setAttribute("aria-sort", on ? (view.down ? "descending" : "ascending") : "none");
  }
}

export function startLedger() {
  byId("more").addEventListener("click", () => { ledger.limit += MORE; drawLedger(); });
  for (const head of heads()) {
    head.firstElementChild?.addEventListener("click", () => {
      const by = /** @type {SortName} */ (head.dataset.sort);
      // a first click shows the most, the newest or A; a second turns it; a third goes back
      const first = by !== "label";
      if (view.sort !== by) change({ sort: by, down: first });
      else if (view.down === first) change({ down: !first });
      else change({ sort: "", down: true });
    });
  }
  if (view.row) ledger.open.add(view.row);
  follow((before) => {
    if (hasChanged(before, ["text", "kind", "source", "statuses"])) ledger.limit = PAGE;
    if (view.row && (!before || before.row !== view.row)) ledger.open.add(view.row);
    drawLedger();
  });
}
