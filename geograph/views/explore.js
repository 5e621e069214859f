// Exploring: neighbours by hops, the way between two actors, pins, and what is hidden.

function focusOn(id) {
  change({ focus: [id], hops: 1, node: id, row: null, pair: null });
  drawing.fit = true;
}

/** Add the neighbours of an actor to what is looked at. */
function expand(id) {
  change({ focus: view.focus.includes(id) ? view.focus : [...view.focus, id], node: id, row: null, pair: null });
  drawing.fit = true;
}

/** The first end of a path waits for the second: the next actor that is chosen. */
let walking = null;
function startWalk(id) {
  walking = id;
  byId("asking").textContent = `Path from ${nodeOf.get(id).label}: choose the other actor, or Escape.`;
}

function walkTo(id) {
  const from = walking || view.node;
  walking = null;
  byId("asking").textContent = "";
  if (from && from !== id) change({ path: [from, id], row: null, pair: null, node: null });
  else change({ node: id, row: null, pair: null, path: [] });
}

function hide(id) {
  change({ hidden: [...view.hidden, id], node: null, focus: view.focus.filter((one) => one !== id) });
}

function pin(spots) {
  const ids = spots.map(([id]) => id);
  change({
    pinned: [...view.pinned.filter((one) => !ids.some((id) => one.startsWith(`${id}@`))),
      ...spots.map(([id, at]) => `${id}@${Math.round(at.x)}@${Math.round(at.y)}`)],
  });
}

function pinHere(id) {
  const [x, y] = spotOf(id);
  pin([[id, { x, y }]]);
}

function unpin(id) {
  change({ pinned: view.pinned.filter((one) => !one.startsWith(`${id}@`)) });
}

/** Walk from actor to actor in the order of the alphabet. */
function walk(step) {
  const ids = [...drawing.shown].sort((a, b) => (fold(nodeOf.get(a).label) < fold(nodeOf.get(b).label) ? -1 : 1));
  if (!ids.length) return;
  const here = ids.indexOf(view.node);
  const next = here < 0 ? (step > 0 ? 0 : ids.length - 1) : (here + step + ids.length) % ids.length;
  if (walking) change({ node: ids[next] }, "walk");
  else change({ node: ids[next], row: null, pair: null, path: [] }, "walk");
}

function drawExplore() {
  const bound = view.focus.length > 0;
  byId("parts").hidden = !scene.opening.length || view.look !== "graph";
  byId("hops").hidden = !bound;
  byId("hop-count").textContent = many(view.hops, "hop");
  byId("fewer-hops").disabled = view.hops <= 1;
  byId("unhide").hidden = !view.hidden.length;
  byId("unhide").textContent = `Show ${many(view.hidden.length, "hidden actor")}`;
  byId("unpin").hidden = !view.pinned.length;
  byId("undo").disabled = !past.length;
  byId("redo").disabled = !future.length;
  byId("fold").setAttribute("aria-pressed", String(view.unfolded.includes("*")));
  byId("size").value = view.size;
  byId("actor").value = view.node || "";
  for (const button of document.querySelectorAll("[data-part]")) {
    button.setAttribute("aria-pressed", String(button.dataset.part === partNow()));
  }
  const events = now.onCanvas.size;
  byId("drawn").textContent = `${events} of ${now.spoken} events and measures are drawn`
    + `${now.rows.length > events ? `; ${now.rows.length - events} more stand in the ledger only` : ""}`;
}

function startExplore() {
  const on = (id, run) => byId(id).addEventListener("click", run);
  on("undo", undo);
  on("redo", redo);
  on("more-hops", () => { change({ hops: view.hops + 1 }); drawing.fit = true; });
  on("fewer-hops", () => { change({ hops: Math.max(1, view.hops - 1) }); drawing.fit = true; });
  on("unfocus", () => { change({ focus: [], hops: 1 }); drawing.fit = true; });
  on("unhide", () => change({ hidden: [] }));
  on("unpin", () => change({ pinned: [] }));
  on("fold", () => change({ unfolded: view.unfolded.includes("*") ? [] : ["*"] }));
  byId("size").addEventListener("change", ({ target }) => change({ size: target.value }));
  for (const [key, { words: title }] of Object.entries(MEASURES)) byId("size").append(el("option", { value: key, title, text: key }));
  const ids = [...nodeOf.keys()].sort((a, b) => (fold(nodeOf.get(a).label) < fold(nodeOf.get(b).label) ? -1 : 1));
  for (const id of ids) byId("actor").append(el("option", { value: id, text: nodeOf.get(id).label.slice(0, 80) }));
  byId("actor").addEventListener("change", ({ target }) => {
    if (!target.value) tell("pick", {});
    else if (walking) walkTo(target.value);
    else change({ node: target.value, row: null, pair: null, path: [] });
  });
  for (const button of document.querySelectorAll("[data-part]")) {
    button.addEventListener("click", () => change(button.dataset.part === "opening"
      ? { part: "opening", row: null, node: null, pair: null, path: [], focus: [] } : { part: "whole" }));
  }
  hear("now", drawExplore);
}
