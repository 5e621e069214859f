// Drawing in bulk: beyond some hundred actors, lines and symbols are a few strokes for all of them.
// vis-network keeps the canvas, its movements and its zoom; it need not hold thousands of objects.

import { canvas, drawing, FACE, inksNow, lit, sizeOf, spotOf } from "./drawing_state.js";
import { byId } from "./elements.js";
import { valueAt } from "./maps.js";
import { nodeOf, place } from "./scene_data.js";

/** @import { Inks, Line, Point, Shape, Stroke, SymbolGroup } from "./types.d.ts" */

/**
 * What is drawn in bulk; `inks` are there once anything is, `symbols` once their scale is known.
 * @type {{
 *   strokes: Stroke[], bright: Set<string>, some: boolean, inks: Inks | null, radius: Map<string, number>,
 *   symbols: { scale: number, groups: SymbolGroup[] } | null, moving: boolean, asked: boolean,
 * }}
 */
const bulk = { strokes: [], bright: new Set(), some: false, inks: null, radius: new Map(), symbols: null, moving: false, asked: false };

/** Above so many lines a drawing in motion shows its actors alone. */
const STILL = 7000;

/**
 * The symbols with corners: how many, turned by how much, and how much larger than a dot.
 * @type {Record<Exclude<Shape, "dot">, [count: number, turned: number, grown: number]>}
 */
const CORNERS = {
  square: [4, Math.PI / 4, 1.2], diamond: [4, 0, 1.15], triangle: [3, -Math.PI / 2, 1.2],
  triangleDown: [3, Math.PI / 2, 1.2], hexagon: [6, 0, 1.1], star: [5, -Math.PI / 2, 1.2],
};

/**
 * The outline of a symbol, added to a path.
 * @type {(path: Path2D, shape: Shape, x: number, y: number, r: number) => void}
 */
function outline(path, shape, x, y, r) {
  if (shape === "dot") {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  const [count, turned, grown] = CORNERS[shape];
  for (let i = 0; i < count; i += 1) {
    const angle = turned + (2 * Math.PI * i) / count;
    path[i ? "lineTo" : "moveTo"](x + grown * r * Math.cos(angle), y + grown * r * Math.sin(angle));
  }
  path.closePath();
}

/** Put what is drawn into strokes: all lines of one look are one path. */
export function gatherStrokes() {
  const inks = inksNow();
  const { chosen, bright, some } = lit();
  /** @type {Map<string, Stroke>} */
  const groups = new Map();
  for (const line of drawing.lines.values()) {
    const on = line.edges.some((edge) => chosen.has(edge));
    const dashed = line.status === "contested";
    const width = Math.round(line.width) + (on ? 1 : 0);
    const key = `${on || !some} ${line.ink} ${dashed} ${width}`;
    const group = groups.get(key) ?? { on, dim: some && !on, ink: inks(line.ink), dashed, width, path: new Path2D(), lines: [] };
    groups.set(key, group);
    const [[x, y], [u, v]] = [spotOf(line.from), spotOf(line.to)];
    group.path.moveTo(x, y);
    group.path.lineTo(u, v);
    if (on) group.lines.push(line);
  }
  bulk.strokes = [...groups.values()].sort((a, b) => Number(a.on) - Number(b.on));
  Object.assign(bulk, { bright, some, inks, symbols: null });
  canvas().network.redraw();
}

/**
 * Symbols keep a size that can be seen, so their paths are made for a scale.
 * @type {(scale: number) => SymbolGroup[]}
 */
function symbols(scale) {
  if (bulk.symbols && bulk.symbols.scale === scale) return bulk.symbols.groups;
  /** @type {Map<string, SymbolGroup>} */
  const groups = new Map();
  bulk.radius = new Map();
  for (const id of drawing.shown) {
    const { shape, ink, shapeProperties } = valueAt(place, id);
    const hollow = shapeProperties.borderDashes !== false;
    const dim = bulk.some && !bulk.bright.has(id);
    const key = `${dim} ${ink} ${hollow}`;
    const group = groups.get(key) ?? { dim, ink, hollow, path: new Path2D() };
    groups.set(key, group);
    const r = Math.max(sizeOf(id) * 0.9, (2.2 + sizeOf(id) / 9) / scale);
    bulk.radius.set(id, r);
    outline(group.path, shape, ...spotOf(id), r);
  }
  bulk.symbols = { scale, groups: [...groups.values()].sort((a, b) => Number(b.dim) - Number(a.dim)) };
  return bulk.symbols.groups;
}

/** @type {(pen: CanvasRenderingContext2D) => void} */
function drawBulk(pen) {
  const { inks } = bulk;
  if (!inks) return;
  const scale = canvas().network.getScale();
  const thin = 1 / scale;
  if (!bulk.moving || drawing.lines.size < STILL) {
    for (const { on, dim, ink, dashed, width, path } of bulk.strokes) {
      pen.strokeStyle = ink;
      pen.globalAlpha = dim ? 0.12 : on ? 1 : 0.55;
      pen.lineWidth = Math.max(on ? 2 * thin : thin * (0.5 + width / 4), width * 0.6);
      // in motion a dash costs more than all else
      pen.setLineDash(dashed && !bulk.moving ? [5 * thin, 3 * thin] : []);
      pen.stroke(path);
    }
    pen.setLineDash([]);
    if (scale > 0.35 || bulk.some) for (const { on, dim, ink, lines: own } of bulk.strokes) if (on && !dim) arrows(pen, own, ink, thin);
  }
  for (const { dim, ink, hollow, path } of symbols(scale)) {
    pen.globalAlpha = dim ? 0.25 : 1;
    pen.fillStyle = inks(hollow ? "ground" : ink);
    pen.strokeStyle = inks(hollow ? ink : "ground");
    pen.lineWidth = thin;
    pen.fill(path);
    pen.stroke(path);
  }
  pen.globalAlpha = 1;
  drawNames(pen, inks);
}

/**
 * The direction of lit lines; of thousands nobody could see it.
 * @type {(pen: CanvasRenderingContext2D, own: Line[], ink: string, thin: number) => void}
 */
function arrows(pen, own, ink, thin) {
  pen.fillStyle = ink;
  for (const line of own.slice(0, 400)) {
    const ends = [{ from: line.from, to: line.to, arrow: line.arrows.to }, { from: line.to, to: line.from, arrow: line.arrows.from }];
    for (const { from, to } of ends.filter(({ arrow }) => arrow.enabled)) {
      const [[x, y], [u, v]] = [spotOf(from), spotOf(to)];
      const angle = Math.atan2(v - y, u - x), gap = bulk.radius.get(to) || 0;
      const [px, py] = [u - gap * Math.cos(angle), v - gap * Math.sin(angle)];
      pen.beginPath();
      pen.moveTo(px, py);
      for (const side of [0.4, -0.4]) pen.lineTo(px - 10 * thin * Math.cos(angle + side), py - 10 * thin * Math.sin(angle + side));
      pen.fill();
    }
  }
}

/** @type {(pen: CanvasRenderingContext2D, inks: Inks) => void} */
function drawNames(pen, inks) {
  pen.textAlign = "center";
  pen.textBaseline = "top";
  pen.lineJoin = "round";
  for (const [id, size] of drawing.names) {
    if (!size) continue;
    const [x, y] = spotOf(id);
    pen.font = `${size}px ${FACE}`;
    pen.strokeStyle = inks("ground");
    pen.fillStyle = inks(bulk.some && !bulk.bright.has(id) ? "faint" : "ink");
    pen.lineWidth = size / 3.5;
    valueAt(place, id).label.split("\n").forEach((text, i) => {
      const at = y + (bulk.radius.get(id) || 0) + size * (0.25 + 1.1 * i);
      pen.strokeText(text, x, at);
      pen.fillText(text, x, at);
    });
  }
}

/**
 * What lies under a point of the canvas: an actor, else a line.
 * @type {(at: Point) => { nodes: string[]; edges: string[] }}
 */
export function under({ x, y }) {
  const near = 6 / canvas().network.getScale();
  /** @type {string | null} */
  let found = null;
  let least = Infinity;
  for (const id of drawing.shown) {
    const [u, v] = spotOf(id);
    const far = Math.hypot(u - x, v - y) - Math.max(bulk.radius.get(id) || 0, near);
    if (far < 0 && far < least) [found, least] = [id, far];
  }
  if (found) return { nodes: [found], edges: [] };
  least = near;
  for (const line of drawing.lines.values()) {
    const [[a, b], [c, d]] = [spotOf(line.from), spotOf(line.to)];
    const long = (c - a) ** 2 + (d - b) ** 2 || 1;
    const along = Math.max(0, Math.min(1, ((x - a) * (c - a) + (y - b) * (d - b)) / long));
    const far = Math.hypot(a + along * (c - a) - x, b + along * (d - b) - y);
    if (far < least) [found, least] = [line.id, far];
  }
  return { nodes: [], edges: found ? [found] : [] };
}

/**
 * Say what the mouse is over; vis-network knows of none of it.
 * @type {(event: PointerEvent) => void}
 */
function hover(event) {
  if (bulk.moving || bulk.asked) return;
  bulk.asked = true;
  requestAnimationFrame(() => {
    bulk.asked = false;
    const box = byId("graph").getBoundingClientRect();
    const { nodes, edges: ids } = under(canvas().network.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top }));
    const node = nodeOf.get(nodes[0]);
    byId("graph").title = node ? `${node.label} (${node.kind_label})` : drawing.lines.get(ids[0])?.title ?? "";
  });
}

/** Forget what was drawn, for another part of the scene. */
export function clearBulk() {
  Object.assign(bulk, { strokes: [], symbols: null });
}

export function startBulk() {
  const { network } = canvas();
  byId("graph").addEventListener("pointermove", hover);
  network.on("afterDrawing", drawBulk);
  network.on("dragStart", () => { bulk.moving = true; });
  network.on("dragEnd", () => { bulk.moving = false; network.redraw(); });
}
