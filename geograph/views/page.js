// The page: what is picked in one part is picked in all of them, and everything follows the view.

/** Resolve what was asked for into a change of the view. */
function pick({ row, go }) {
  const known = row && now.at.has(row) ? row : null;
  change({ row: known, node: null, pair: null, path: [] });
  if (known && go === "ledger") {
    if (!now.at.get(known).inside) change({ since: null, asof: null });
    if (!now.rows.includes(now.at.get(known))) change({ ...FILTERS });
    const made = ledger.made.get(known);
    if (!made) return;
    made.tr.scrollIntoView({ block: "center" });
    made.toggle.focus({ preventScroll: true });
  } else if (known && go) {
    if (view.look !== "graph") change({ look: "graph" });
    goTo(go);
    byId("graph").focus({ preventScroll: true });
  }
}

startState();
survey();
hear("pick", pick);
hear("view", (before) => { survey(); tell("now", before); });
// what is read first is there first: the ledger with its head, then all else, then the graph
for (const start of [startPolicy, startFilters, startLedger]) start();
tell("now");

/** The rest starts part by part, so that nobody who scrolls meanwhile has to wait for all of it. */
const REST = [startTime, startPanel, startExplore, startSettle, startLooks, startTable, startMap, startTimeline, startMatrix, startSheet, startKeys, startSave];
function startRest(then) {
  const start = REST.shift();
  if (!start) {
    if (LOOKS[view.look]) LOOKS[view.look]();
    then();
    return;
  }
  const before = (listeners.get("now") || []).length;
  start();
  for (const run of listeners.get("now").slice(before)) run();
  setTimeout(() => startRest(then));
}

/** The graph waits until the ledger can be read, and for vis-network, which stands behind us. */
let waiting = true;
function begin() {
  if (waiting && document.readyState !== "loading") {
    waiting = false;
    startRest(() => {
      startGraph();
      LOOKS.graph = refresh;
      drawing.ready = true;
      readAhead();
    });
  }
}
const soon = () => setTimeout(begin);
const afterPaint = () => { requestAnimationFrame(soon); setTimeout(begin, 400); };
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", afterPaint);
else afterPaint();
for (const anchor of document.querySelectorAll("[data-goto]")) {
  // inside a notebook's frame a fragment would leave the page, so it is walked to instead
  anchor.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(anchor.dataset.goto);
    byId(anchor.dataset.goto).focus({ preventScroll: true });
  });
}
// for tests and for readers with a console
window.geograph = Object.freeze({
  scene, drawing, edges, change, ranking, sixDecimals, spotOf, textOf: (id) => place.get(id).label, get view() { return view; }, get now() { return now; },
  counts: (state) => scene.rows.filter((row) => {
    const i = stepAt(row, state.known);
    return i >= 0 && counts(row, row.steps[i], state);
  }).map((row) => row.id),
  rows: countedRows,
  statuses: (known) => scene.rows.map((row) => [row, stepAt(row, known)]).filter(([, i]) => i >= 0).map(([row, i]) => [row.id, row.steps[i].status]),
});
