// The graph: vis-network draws what Python laid out, a large one at first in part.

/** Put the opening part of a large drawing on the canvas, or the whole. */
function showPart(part) {
  if (drawing.part === part) return;
  drawing.part = part;
  drawing.names.clear();
  const { nodes, edges } = looks();
  drawing.looks = new Map([...nodes, ...edges].map((look) => [look.id, JSON.stringify(look)]));
  const given = new Map([...data.nodes, ...data.edges].map((one) => [one.id, one]));
  // titles and labels are text for vis-network 9: it sets them as text, never as markup
  drawing.nodes = new vis.DataSet(nodes.map((look) => {
    const node = nodeOf.get(look.id);
    const [x, y] = part === "opening" ? node.opening : [node.x, node.y];
    return { ...given.get(look.id), ...look, x, y, title: `${node.label} (${node.kind_label})` };
  }));
  drawing.edges = new vis.DataSet(edges.map((look) => {
    const edge = given.get(look.id);
    return { ...edge, ...look, title: `${sentence(rowOf.get(edge.row).label)} (${words.statuses[edge.status][1]})` };
  }));
  const both = { nodes: drawing.nodes, edges: drawing.edges };
  if (drawing.network) drawing.network.setData(both);
  else drawing.network = new vis.Network(byId("graph"), both, data.options);
  for (const button of document.querySelectorAll("[data-part]")) {
    button.setAttribute("aria-pressed", String(button.dataset.part === part));
  }
  frame();
}

/** Draw again what was picked or filtered; of a large drawing only when somebody looks at it. */
function refresh() {
  clearTimeout(drawing.timer);
  if (!drawing.network) return;
  if (!opening.size) {
    redraw();
    return;
  }
  if (drawing.seen) drawing.timer = setTimeout(redraw, 60);
}

function redraw() {
  const { at, visible } = drawing;
  const beyond = at.node ? !nodeOf.get(at.node).opening : (at.edges || []).some((id) => !opening.has(id));
  if (beyond && opening.size) drawing.asked = "whole";
  showPart(visible === null ? drawing.asked : "whole");
  paint();
  if (opening.size && drawing.fitted !== visible) {
    const left = data.nodes.map((node) => node.id).filter((id) => !drawing.gone.has(id) && drawing.nodes.get(id));
    if (left.length) drawing.network.fit({ nodes: left, maxZoomLevel: 1.15 });
    drawing.fitted = visible;
  }
  zoomed();
  drawing.network.setSelection({ nodes: at.node ? [at.node] : [], edges: [] });
  uncover();
}

/** Show all of it; where that would make the names unreadable, the most contested part of it. */
function frame() {
  const { network } = drawing;
  network.fit({ maxZoomLevel: 1.15 });
  const least = byId("graph").clientWidth < 700 ? 0.62 : 0.55;
  if (!opening.size && network.getScale() < least) {
    const first = scene.rows.find((row) => edgesOfRow.has(row.id));
    const edge = edgesOfRow.get(first.id)[0];
    const spots = network.getPositions([edge.source, edge.target]);
    const [a, b] = [spots[edge.source], spots[edge.target]];
    network.moveTo({ position: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, scale: least });
  }
  zoomed();
}

/** After a change of scale: names and symbols anew. */
function zoomed() {
  if (!opening.size) return;
  nameNodes();
  paint();
}

/** Where the panel lies on the drawing, bring what was picked out from under it. */
function uncover() {
  const panel = byId("panel").getBoundingClientRect();
  const box = byId("graph").getBoundingClientRect();
  const keys = drawing.at.node ? [drawing.at.node]
    : (drawing.at.edges || []).flatMap((id) => [edgeOf.get(id).source, edgeOf.get(id).target]);
  if (!keys.length) return;
  const spots = Object.values(drawing.network.getPositions(keys));
  const shown = spots.map((at) => drawing.network.canvasToDOM(at));
  if (opening.size && shown.some((at) => at.x < 0 || at.y < 0 || at.x > box.width || at.y > box.height)) {
    drawing.network.fit({ nodes: keys, maxZoomLevel: 0.8 });
    zoomed();
  }
  if (panel.top >= box.bottom) return;
  const xs = spots.map((at) => drawing.network.canvasToDOM(at).x);
  const over = Math.max(...xs) + 70 - (panel.left - box.left);
  if (over <= 0) return;
  const centre = drawing.network.getViewPosition();
  drawing.network.moveTo({ position: { x: centre.x + over / drawing.network.getScale(), y: centre.y } });
}

function pickNode(id) {
  const touching = scene.edges.filter((edge) => edge.source === id || edge.target === id);
  tell("picked", { node: id, edges: touching.map((edge) => edge.id) });
}

function walk(step) {
  const here = drawing.ids.indexOf(drawing.at && drawing.at.node);
  const next = here < 0 ? (step > 0 ? 0 : drawing.ids.length - 1)
    : (here + step + drawing.ids.length) % drawing.ids.length;
  pickNode(drawing.ids[next]);
}

function zoom(factor) {
  drawing.network.moveTo({ scale: Math.min(3, Math.max(0.05, drawing.network.getScale() * factor)) });
  zoomed();
}

function keys(event) {
  const run = {
    ArrowRight: () => walk(1), ArrowDown: () => walk(1), ArrowLeft: () => walk(-1), ArrowUp: () => walk(-1),
    "+": () => zoom(1.25), "-": () => zoom(0.8), 0: frame, Escape: () => tell("pick", {}),
    Enter: () => byId("panel").focus(),
  }[event.key];
  if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  run();
}

function startGraph() {
  const drawnRows = new Set(scene.edges.map((edge) => edge.row));
  const rest = scene.rows.length - drawnRows.size;
  byId("drawn").textContent = `${drawnRows.size} of ${scene.rows.length} events and measures are relations under this policy`
    + (rest ? `; the other ${rest} stand in the ledger only` : "");
  const box = byId("graph");
  if (!scene.edges.length) {
    box.append(el("p", { class: "empty", text: "No event counts as a relation under this policy and these cuts." }));
    return;
  }
  showPart(drawing.asked);
  // one stop for the Tab key is enough: the box around it
  box.querySelector(".vis-network").tabIndex = -1;
  drawing.network.on("click", ({ nodes, edges }) => {
    if (nodes.length) pickNode(nodes[0]);
    else if (edges.length) tell("pick", { row: edgeOf.get(edges[0]).row, edge: edges[0] });
    else tell("pick", {});
  });
  drawing.network.on("zoom", () => { clearTimeout(drawing.zooming); drawing.zooming = setTimeout(zoomed, 90); });
  // a page that scrolls must not be caught by the drawing: zooming takes Ctrl, as on maps
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  }, { capture: true, passive: true });
  box.addEventListener("keydown", keys);
  dark.addEventListener("change", refresh);
  drawing.ids = [...scene.nodes].sort((a, b) => (fold(a.label) < fold(b.label) ? -1 : 1)).map((node) => node.id);
  for (const id of drawing.ids) {
    byId("actor").append(el("option", { value: id, text: nodeOf.get(id).label.slice(0, 80) }));
  }
  byId("actor").addEventListener("change", (event) => {
    if (event.target.value) pickNode(event.target.value);
    else tell("pick", {});
  });
  byId("nearer").addEventListener("click", () => zoom(1.25));
  byId("farther").addEventListener("click", () => zoom(0.8));
  byId("whole").addEventListener("click", () => { drawing.network.fit(); zoomed(); });
  byId("parts").hidden = !opening.size;
  for (const button of document.querySelectorAll("[data-part]")) {
    button.addEventListener("click", () => {
      drawing.asked = button.dataset.part;
      if (drawing.asked === "opening") tell("pick", {});
      redraw();
    });
  }
  new IntersectionObserver((found) => {
    drawing.seen = found.some((one) => one.isIntersecting);
    if (drawing.seen && opening.size) refresh();
  }).observe(box);
  refresh();
}

// what happens before the drawing is there is drawn with it
hear("filtered", (rows) => { drawing.visible = rows.size === scene.rows.length ? null : rows; refresh(); });
hear("picked", (at) => {
  drawing.at = at;
  byId("actor").value = at.node || "";
  refresh();
});
