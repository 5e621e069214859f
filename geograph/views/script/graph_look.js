// The graph: vis-network draws what Python laid out, a large one at first in part.

import { clearBulk, startBulk, under } from "./bulk_canvas.js";
import { canvas, drawing, laidOut, measureNodes, nameNodes, partNow, placedAt, spotOf } from "./drawing_state.js";
import { byId } from "./elements.js";
import { expand, pin, walkTo } from "./exploring.js";
import { linesOf, toggleFold } from "./line_bundles.js";
import { valueAt } from "./maps.js";
import { paint } from "./network_items.js";
import { isRelaid, relaidSpots } from "./relayout.js";
import { data, edgesOfRow, scene } from "./scene_data.js";
import { hear, tell } from "./topics.js";
import { change, view } from "./view_state.js";
import { rowsOf, visible } from "./visible.js";

/** @import { Happened } from "./types.d.ts" */

/** Bring the canvas up to date with the view. */
function redraw() {
  const { network, nodes, lines } = canvas();
  const part = partNow();
  const moved = part !== drawing.part;
  drawing.part = part;
  drawing.lines = linesOf(part ? visible.edges.filter((edge) => part.edges.has(edge)) : visible.edges);
  drawing.shown = new Set([...drawing.lines.values()].flatMap((line) => [line.from, line.to]));
  if (view.node && laidOut(view.node)) drawing.shown.add(view.node);
  drawing.relaid = isRelaid() ? relaidSpots([...drawing.shown].sort()) : new Map();
  measureNodes();
  if (moved) {
    // other places altogether: nothing of what stands there is kept
    drawing.looks.clear();
    drawing.names.clear();
    clearBulk();
    lines.clear();
    nodes.clear();
  }
  byId("nothing").hidden = drawing.lines.size > 0;
  byId("nothing").textContent = visible.rows.some((one) => one.edge)
    ? "What counts under this policy, these dates and filters joins no two actors: it stands in the ledger only."
    : "No event counts as a relation under this policy, these dates and filters.";
  if (!drawing.bulk) paint();
  if (moved || drawing.fit) frame();
  else zoomed();
  drawing.fit = false;
  if (!drawing.bulk) network.setSelection({ nodes: view.node && nodes.get(view.node) ? [view.node] : [], edges: [] });
  reveal();
}

/** Show all of it; where that would make the names unreadable, the most contested part of it. */
export function frame() {
  const { network } = canvas();
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
  const spots = keys.map(placedAt).flatMap((at) => (at ? [{ x: at[0], y: at[1] }] : []));
  if (!spots.length || !drawing.seen || view.look !== "graph") return;
  const box = byId("graph").getBoundingClientRect();
  const { network } = canvas();
  const shown = spots.map((at) => network.canvasToDOM(at));
  if (shown.every((at) => at.x > 0 && at.y > 0 && at.x < box.width && at.y < box.height)) return;
  const middle = { x: spots.reduce((sum, at) => sum + at.x, 0) / spots.length, y: spots.reduce((sum, at) => sum + at.y, 0) / spots.length };
  const wide = Math.max(...spots.map((at) => Math.abs(at.x - middle.x)), 1);
  network.moveTo({ position: middle, scale: Math.min(Math.max(network.getScale(), 0.6), (0.4 * box.width) / wide) });
  zoomed();
}

/** @type {(factor: number) => void} */
export function zoom(factor) {
  const { network } = canvas();
  network.moveTo({ scale: Math.min(3, Math.max(0.04, network.getScale() * factor)) });
  zoomed();
}

/**
 * What an event of vis-network is about.
 * @type {(happened: Happened) => { nodes: string[]; edges: string[] }}
 */
const struckBy = (happened) => (drawing.bulk ? under(happened.pointer.canvas) : happened);

/** @type {(happened: Happened) => void} */
function clicked(happened) {
  const { nodes, edges: ids } = struckBy(happened);
  if (nodes.length && happened.event.srcEvent?.shiftKey) walkTo(nodes[0]);
  else if (nodes.length) change({ node: nodes[0], row: null, pair: null, path: [] });
  else if (ids.length) {
    const line = valueAt(drawing.lines, ids[0]);
    if (line.edges.length > 1) change({ pair: line.pair, row: null, node: null, path: [] });
    else tell("pick", { row: line.edges[0].row.id });
  } else tell("pick", {});
}

/** @type {(happened: Happened) => void} */
function dragged({ nodes }) {
  if (!nodes.length) return;
  const spots = canvas().network.getPositions(nodes);
  pin(nodes.map((id) => [id, spots[id]]));
}

/** Draw again soon; only while somebody looks at it, and once for many changes. */
export function refresh() {
  drawing.stale = true;
  if (!drawing.network || !drawing.seen || view.look !== "graph") return;
  clearTimeout(drawing.timer);
  drawing.timer = setTimeout(redraw, scene.opening.length ? 30 : 0);
}

export function startGraph() {
  const box = byId("graph");
  const [nodes, lines] = [new vis.DataSet([]), new vis.DataSet([])];
  const network = new vis.Network(box, { nodes, edges: lines }, data.options);
  Object.assign(drawing, { network, nodes, edges: lines });
  // one stop for the Tab key is enough: the box around it
  const inner = box.querySelector(".vis-network");
  if (inner instanceof HTMLElement) inner.tabIndex = -1;
  network.on("click", clicked);
  if (drawing.bulk) startBulk();
  network.on("doubleClick", (happened) => {
    const { nodes: [id], edges: [line] } = struckBy(happened);
    if (id) expand(id);
    else if (line) toggleFold(valueAt(drawing.lines, line).pair);
  });
  network.on("dragEnd", dragged);
  network.on("zoom", () => { clearTimeout(drawing.zooming); drawing.zooming = setTimeout(zoomed, 90); });
  // a page that scrolls must not be caught by the drawing: zooming takes Ctrl, as on maps
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  }, { capture: true, passive: true });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
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
  hear("visible", refresh);
}

/** The rows of the lines that are on the canvas, which may be the opening part alone. */
export const rowsOnCanvas = () => rowsOf([...drawing.lines.values()].flatMap((line) => line.edges));
