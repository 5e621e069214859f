// The start of the page: what is picked in one part is picked in all, and everything follows the view.

import { startAddress } from "./address.js";
import { startDownloads } from "./downloads.js";
import { drawing, spotOf } from "./drawing_state.js";
import { byId, goTo } from "./elements.js";
import { startExploring } from "./exploring.js";
import { FILTERS, startFilters } from "./filters.js";
import { startGraph } from "./graph_look.js";
import { startKeyboard } from "./keyboard.js";
import { ledger, startLedger } from "./claims_ledger.js";
import { startLooks } from "./looks.js";
import { valueAt } from "./maps.js";
import { startPolicy } from "./policy_head.js";
import { countedEvents, countedRows, statusesAt } from "./policy_lookup.js";
import { ranking, sixDecimals } from "./ranking.js";
import { startRelayout } from "./relayout.js";
import { edges, place, scene } from "./scene_data.js";
import { readAhead } from "./search_text.js";
import { startPanel } from "./side_panel.js";
import { startTable } from "./table_look.js";
import { startTimeSliders } from "./time_sliders.js";
import { hear, tell } from "./topics.js";
import { change, view } from "./view_state.js";
import { survey, visible } from "./visible.js";

/** @import { Asked } from "./types.d.ts" */

/**
 * Resolve what was asked for into a change of the view.
 * @type {(asked: Asked) => void}
 */
function pick({ row, go }) {
  const known = row === undefined ? undefined : visible.at.get(row);
  change({ row: known ? known.row.id : null, node: null, pair: null, path: [] });
  if (known && go === "ledger") {
    if (!known.inside) change({ since: null, asof: null });
    if (!visible.rows.includes(valueAt(visible.at, known.row.id))) change({ ...FILTERS });
    const made = ledger.made.get(known.row.id);
    if (!made) return;
    made.tr.scrollIntoView({ block: "center" });
    made.toggle.focus({ preventScroll: true });
  } else if (known && go) {
    if (view.look !== "graph") change({ look: "graph" });
    goTo(go);
    byId("graph").focus({ preventScroll: true });
  }
}

startAddress();
survey();
hear("pick", pick);
hear("view", (before) => { survey(); tell("visible", before); });
// what is read first is there first: the ledger with its head, then all else, then the graph
for (const start of [startPolicy, startFilters, startLedger]) start();

const REST = [startTimeSliders, startPanel, startExploring, startRelayout, startTable, startLooks, startKeyboard, startDownloads];

/**
 * The rest starts part by part, so that nobody who scrolls meanwhile has to wait for all of it.
 * @type {(then: () => void) => void}
 */
function startRest(then) {
  const start = REST.shift();
  if (!start) {
    then();
    return;
  }
  start();
  setTimeout(() => startRest(then));
}

let waiting = true;
/** The graph waits until the ledger can be read, and for vis-network, which stands behind us. */
function begin() {
  if (waiting && document.readyState !== "loading") {
    waiting = false;
    startRest(() => {
      startGraph();
      drawing.ready = true;
      readAhead();
    });
  }
}

function afterPaint() {
  requestAnimationFrame(() => setTimeout(begin));
  setTimeout(begin, 400);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", afterPaint);
else afterPaint();

for (const anchor of document.querySelectorAll("[data-goto]")) {
  const target = anchor instanceof HTMLElement && anchor.dataset.goto;
  if (!target) continue;
  // inside a notebook's frame a fragment would leave the page, so it is walked to instead
  anchor.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(target);
    byId(target).focus({ preventScroll: true });
  });
}

window.geograph = Object.freeze({
  scene, drawing, edges, change, ranking, sixDecimals, spotOf, counts: countedEvents, rows: countedRows, statuses: statusesAt,
  /** @type {(id: string) => string} */
  textOf: (id) => valueAt(place, id).label,
  get view() { return view; },
  get visible() { return visible; },
});
