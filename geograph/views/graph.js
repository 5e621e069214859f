// The graph: vis-network draws what Python laid out, a large one at first in part.

/** The part that is to be drawn: filters, focus and what is picked may lead beyond the opening. */
function partNow() {
  if (!scene.opening.length || view.part === "whole") return "whole";
  const narrowed = view.text || view.kind || view.source || view.statuses.length || view.focus.length || view.path.length;
  const beyond = (view.node && !nodeOf.get(view.node).opening)
    || (view.row && (edgesOfRow.get(view.row) || []).some((edge) => !edge.opening) && now.onCanvas.has(view.row));
  return narrowed || beyond ? "whole" : "opening";
}

/** Bring the canvas up to date with the view. */
function redraw() {
  if (!drawing.network) return;
  const part = partNow();
  const moved = part !== drawing.part;
  drawing.part = part;
  drawing.lines = lines(part === "opening" ? now.edges.filter((edge) => edge.opening) : now.edges);
  drawing.shown = new Set([...drawing.lines.values()].flatMap((line) => [line.from, line.to]));
  if (view.node && laidOut(view.node)) drawing.shown.add(view.node);
  drawing.settled = settles() ? settledSpots([...drawing.shown].sort(), laidOut) : new Map();
  measureNodes();
  if (moved) {
    // other places altogether: nothing of what stands there is kept
    drawing.looks.clear();
    drawing.names.clear();
    Object.assign(crowd, { strokes: [], symbols: null });
    drawing.edges.clear();
    drawing.nodes.clear();
  }
  byId("nothing").hidden = drawing.lines.size > 0;
  if (!drawing.crowd) paint();
  if (moved || drawing.fit) frame();
  else zoomed();
  drawing.fit = false;
  if (!drawing.crowd) drawing.network.setSelection({ nodes: view.node && drawing.nodes.get(view.node) ? [view.node] : [], edges: [] });
  reveal();
}

/** Show all of it; where that would make the names unreadable, the most contested part of it. */
function frame() {
  const { network } = drawing;
  const spots = [...drawing.lines.values()].flatMap((line) => [spotOf(line.from), spotOf(line.to)]);
  const box = byId("graph").getBoundingClientRect();
  if (!spots.length || !box.width) {
    zoomed();
    return;
  }
  const [xs, ys] = [spots.map((at) => at[0]), spots.map((at) => at[1])];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // the room around is for names, which keep their size on the screen
  const scale = Math.min(1.15, (box.width - 130) / (right - left + 1), (box.height - 110) / (bottom - top + 1));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 12 }, scale: Math.max(0.04, scale) });
  zoomed();
}

/** After a change of scale: names and symbols anew. */
function zoomed() {
  nameNodes();
  paint();
}

/** Bring what was picked into sight, where it is not. */
function reveal() {
  const keys = view.node ? [view.node] : view.row ? (edgesOfRow.get(view.row) || []).flatMap((edge) => [edge.source, edge.target]) : [];
  const spots = keys.map(spotOf).filter(Boolean).map(([x, y]) => ({ x, y }));
  if (!spots.length || !drawing.seen || view.look !== "graph") return;
  const box = byId("graph").getBoundingClientRect();
  const shown = spots.map((at) => drawing.network.canvasToDOM(at));
  if (shown.every((at) => at.x > 0 && at.y > 0 && at.x < box.width && at.y < box.height)) return;
  const middle = { x: spots.reduce((sum, at) => sum + at.x, 0) / spots.length, y: spots.reduce((sum, at) => sum + at.y, 0) / spots.length };
  const wide = Math.max(...spots.map((at) => Math.abs(at.x - middle.x)), 1);
  drawing.network.moveTo({ position: middle, scale: Math.min(Math.max(drawing.network.getScale(), 0.6), (0.4 * box.width) / wide) });
  zoomed();
}

function zoom(factor) {
  drawing.network.moveTo({ scale: Math.min(3, Math.max(0.04, drawing.network.getScale() * factor)) });
  zoomed();
}

/** What an event of vis-network is about. */
const struckBy = (happened) => (drawing.crowd ? under(happened.pointer.canvas) : happened);

function clicked(happened) {
  const { nodes, edges: ids } = struckBy(happened);
  const source = happened.event.srcEvent || {};
  if (nodes.length && source.shiftKey) walkTo(nodes[0]);
  else if (nodes.length) change({ node: nodes[0], row: null, pair: null, path: [] });
  else if (ids.length) {
    const line = drawing.lines.get(ids[0]);
    if (line.edges.length > 1) change({ pair: line.pair, row: null, node: null, path: [] });
    else tell("pick", { row: line.edges[0].row.id });
  } else tell("pick", {});
}

function dragged({ nodes }) {
  if (!nodes.length) return;
  const spots = drawing.network.getPositions(nodes);
  pin(nodes.map((id) => [id, spots[id]]));
}

/** Draw again soon; only while somebody looks at it, and once for many changes. */
function refresh() {
  drawing.stale = true;
  if (!drawing.network || !drawing.seen || view.look !== "graph") return;
  clearTimeout(drawing.timer);
  drawing.timer = setTimeout(redraw, scene.opening.length ? 30 : 0);
}

function startGraph() {
  const box = byId("graph");
  drawing.nodes = new vis.DataSet([]);
  drawing.edges = new vis.DataSet([]);
  drawing.network = new vis.Network(box, { nodes: drawing.nodes, edges: drawing.edges }, data.options);
  // one stop for the Tab key is enough: the box around it
  box.querySelector(".vis-network").tabIndex = -1;
  drawing.network.on("click", clicked);
  if (drawing.crowd) startCrowd();
  drawing.network.on("doubleClick", (happened) => {
    const { nodes, edges: ids } = struckBy(happened);
    if (nodes.length) expand(nodes[0]);
    else if (ids.length) turn(drawing.lines.get(ids[0]).pair);
  });
  drawing.network.on("dragEnd", dragged);
  drawing.network.on("zoom", () => { clearTimeout(drawing.zooming); drawing.zooming = setTimeout(zoomed, 90); });
  // a page that scrolls must not be caught by the drawing: zooming takes Ctrl, as on maps
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  }, { capture: true, passive: true });
  dark.addEventListener("change", refresh);
  byId("nearer").addEventListener("click", () => zoom(1.25));
  byId("farther").addEventListener("click", () => zoom(0.8));
  byId("fit").addEventListener("click", frame);
  redraw();
  new IntersectionObserver((found) => {
    const before = drawing.seen;
    drawing.seen = found.some((one) => one.isIntersecting);
    if (drawing.seen && !before) refresh();
  }).observe(box);
  let width = box.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(box.clientWidth - width) > 40) { width = box.clientWidth; frame(); }
  }).observe(box);
  hear("now", refresh);
}
