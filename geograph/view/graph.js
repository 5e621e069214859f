// The graph: vis-network draws what Python laid out; colours come from the style sheet.

const data = read("vis");
const drawing = { network: null, nodes: null, edges: null, ids: [], visible: null, at: null };
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function paintNode(node, inks, faded) {
  const colour = inks(node.ink);
  const hollow = node.shapeProperties.borderDashes !== false;
  const skin = { background: hollow ? inks("ground") : colour, border: colour };
  return {
    id: node.id, opacity: faded ? 0.25 : 1,
    color: { ...skin, hover: skin, highlight: { ...skin, border: inks("ink") } },
    font: {
      size: 15, face: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
      color: faded ? inks("faint") : inks("ink"), strokeWidth: 4, strokeColor: inks("ground"),
    },
  };
}

function paintEdge(edge, inks, faded, picked) {
  const colour = inks(edge.ink);
  return {
    id: edge.id, width: picked ? edge.width + 2 : edge.width,
    color: { color: colour, hover: colour, highlight: colour, inherit: false, opacity: faded ? 0.16 : 1 },
    font: {
      size: faded ? 0 : 26, align: "horizontal", color: colour,
      strokeWidth: 5, strokeColor: inks("ground"),
    },
  };
}

function paint() {
  if (!drawing.network) return;
  const style = getComputedStyle(document.documentElement);
  const inks = (key) => style.getPropertyValue(`--${key}`).trim();
  const at = drawing.at || {};
  const chosen = new Set(at.edges || []);
  const bright = new Set(at.node ? [at.node] : []);
  for (const id of chosen) bright.add(edgeOf.get(id).source).add(edgeOf.get(id).target);
  const some = chosen.size > 0 || bright.size > 0;
  drawing.nodes.update(data.nodes.map((node) => paintNode(node, inks, some && !bright.has(node.id))));
  drawing.edges.update(data.edges.map((edge) => ({
    ...paintEdge(edge, inks, some && !chosen.has(edge.id), !at.node && chosen.has(edge.id)),
    hidden: drawing.visible !== null && !drawing.visible.has(edge.row),
  })));
}

/** Show all of it; where that would make the names unreadable, the most contested part of it. */
function frame() {
  drawing.network.fit({ maxZoomLevel: 1.15 });
  const scale = drawing.network.getScale();
  const least = byId("graph").clientWidth < 700 ? 0.62 : 0.55;
  if (scale >= least) return;
  const first = scene.rows.find((row) => edgesOfRow.has(row.id));
  const edge = edgesOfRow.get(first.id)[0];
  const spots = drawing.network.getPositions([edge.source, edge.target]);
  const [a, b] = [spots[edge.source], spots[edge.target]];
  drawing.network.moveTo({ position: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, scale: least });
}

/** Where the panel lies on the drawing, bring what was picked out from under it. */
function uncover() {
  const panel = byId("panel").getBoundingClientRect();
  const box = byId("graph").getBoundingClientRect();
  const keys = drawing.at.node ? [drawing.at.node]
    : (drawing.at.edges || []).flatMap((id) => [edgeOf.get(id).source, edgeOf.get(id).target]);
  if (!keys.length || panel.top >= box.bottom) return;
  const xs = Object.values(drawing.network.getPositions(keys)).map((at) => drawing.network.canvasToDOM(at).x);
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
  // titles and labels are text for vis-network 9: it sets them as text, never as markup
  drawing.nodes = new vis.DataSet(data.nodes.map((node) => ({
    ...node, title: `${nodeOf.get(node.id).label} (${nodeOf.get(node.id).kind_label})`,
  })));
  drawing.edges = new vis.DataSet(data.edges.map((edge) => ({
    ...edge, title: `${sentence(rowOf.get(edge.row).label)} (${words.statuses[edge.status][1]})`,
  })));
  drawing.network = new vis.Network(box, { nodes: drawing.nodes, edges: drawing.edges }, data.options);
  // one stop for the Tab key is enough: the box around it
  box.querySelector(".vis-network").tabIndex = -1;
  paint();
  frame();
  drawing.network.on("click", ({ nodes, edges }) => {
    if (nodes.length) pickNode(nodes[0]);
    else if (edges.length) tell("pick", { row: edgeOf.get(edges[0]).row, edge: edges[0] });
    else tell("pick", {});
  });
  // a page that scrolls must not be caught by the drawing: zooming takes Ctrl, as on maps
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  }, { capture: true, passive: true });
  box.addEventListener("keydown", keys);
  dark.addEventListener("change", paint);
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
  byId("whole").addEventListener("click", () => drawing.network.fit());
  hear("filtered", (rows) => { drawing.visible = rows.size === scene.rows.length ? null : rows; paint(); });
  hear("picked", (at) => {
    drawing.at = at;
    byId("actor").value = at.node || "";
    drawing.network.setSelection({ nodes: at.node ? [at.node] : [], edges: [] });
    paint();
    uncover();
  });
}
