// A crowd: beyond some hundred actors lines and symbols are drawn in a few strokes for all of them.
// vis-network keeps the canvas, its movements and its zoom; it need not hold thousands of objects.

const crowd = { strokes: [], named: [], moving: false, radius: new Map() };
/** Above so many lines a drawing in motion shows its actors alone. */
const STILL = 7000;

/** The outline of a symbol, added to a path. */
function outline(path, shape, x, y, r) {
  const corners = { square: [4, Math.PI / 4, 1.2], diamond: [4, 0, 1.15], triangle: [3, -Math.PI / 2, 1.2], triangleDown: [3, Math.PI / 2, 1.2], hexagon: [6, 0, 1.1], star: [5, -Math.PI / 2, 1.2] }[shape];
  if (!corners) {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  const [count, turned, grown] = corners;
  for (let i = 0; i < count; i += 1) {
    const angle = turned + (2 * Math.PI * i) / count;
    path[i ? "lineTo" : "moveTo"](x + grown * r * Math.cos(angle), y + grown * r * Math.sin(angle));
  }
  path.closePath();
}

/** Put what is drawn into strokes: all lines of one look are one path. */
function gather() {
  const inks = inksNow();
  const { chosen, bright, some } = lit();
  const groups = new Map();
  for (const line of drawing.lines.values()) {
    const on = line.edges.some((edge) => chosen.has(edge));
    const dashed = line.status === "contested";
    const width = Math.round(line.width) + (on ? 1 : 0);
    const key = `${on || !some} ${line.ink} ${dashed} ${width}`;
    if (!groups.has(key)) groups.set(key, { on, dim: some && !on, ink: inks(line.ink), dashed, width, path: new Path2D(), lines: [] });
    const group = groups.get(key);
    const [[x, y], [u, v]] = [spotOf(line.from), spotOf(line.to)];
    group.path.moveTo(x, y);
    group.path.lineTo(u, v);
    if (on) group.lines.push(line);
  }
  crowd.strokes = [...groups.values()].sort((a, b) => Number(a.on) - Number(b.on));
  crowd.bright = bright;
  crowd.some = some;
  crowd.inks = inks;
  crowd.symbols = null;
  drawing.network.redraw();
}

/** Symbols keep a size that can be seen, so their paths are made for a scale. */
function symbols(scale) {
  if (crowd.symbols && crowd.symbols.scale === scale) return crowd.symbols.groups;
  const groups = new Map();
  crowd.radius = new Map();
  for (const id of drawing.shown) {
    const { shape, ink, shapeProperties } = place.get(id);
    const hollow = shapeProperties.borderDashes !== false;
    const dim = crowd.some && !crowd.bright.has(id);
    const key = `${dim} ${ink} ${hollow}`;
    if (!groups.has(key)) groups.set(key, { dim, ink, hollow, path: new Path2D() });
    const r = Math.max(sizeOf(id) * 0.9, (2.2 + sizeOf(id) / 9) / scale);
    crowd.radius.set(id, r);
    outline(groups.get(key).path, shape, ...spotOf(id), r);
  }
  crowd.symbols = { scale, groups: [...groups.values()].sort((a, b) => Number(b.dim) - Number(a.dim)) };
  return crowd.symbols.groups;
}

function drawCrowd(pen) {
  if (!crowd.inks) return;
  const scale = drawing.network.getScale();
  const thin = 1 / scale;
  if (!crowd.moving || drawing.lines.size < STILL) {
    for (const { on, dim, ink, dashed, width, path } of crowd.strokes) {
      pen.strokeStyle = ink;
      pen.globalAlpha = dim ? 0.12 : on ? 1 : 0.55;
      pen.lineWidth = Math.max(on ? 2 * thin : thin * (0.5 + width / 4), width * 0.6);
      // in motion a dash costs more than all else
      pen.setLineDash(dashed && !crowd.moving ? [5 * thin, 3 * thin] : []);
      pen.stroke(path);
    }
    pen.setLineDash([]);
    if (scale > 0.35 || crowd.some) for (const { on, dim, ink, lines: own } of crowd.strokes) if (on && !dim) arrows(pen, own, ink, thin);
  }
  for (const { dim, ink, hollow, path } of symbols(scale)) {
    pen.globalAlpha = dim ? 0.25 : 1;
    pen.fillStyle = crowd.inks(hollow ? "ground" : ink);
    pen.strokeStyle = crowd.inks(hollow ? ink : "ground");
    pen.lineWidth = thin;
    pen.fill(path);
    pen.stroke(path);
  }
  pen.globalAlpha = 1;
  drawNames(pen);
}

/** The direction of lit lines; of thousands nobody could see it. */
function arrows(pen, own, ink, thin) {
  pen.fillStyle = ink;
  for (const line of own.slice(0, 400)) {
    for (const [from, to, arrow] of [[line.from, line.to, line.arrows.to], [line.to, line.from, line.arrows.from]]) {
      if (!arrow.enabled) continue;
      const [[x, y], [u, v]] = [spotOf(from), spotOf(to)];
      const angle = Math.atan2(v - y, u - x), gap = crowd.radius.get(to) || 0;
      const [px, py] = [u - gap * Math.cos(angle), v - gap * Math.sin(angle)];
      pen.beginPath();
      pen.moveTo(px, py);
      for (const side of [0.4, -0.4]) pen.lineTo(px - 10 * thin * Math.cos(angle + side), py - 10 * thin * Math.sin(angle + side));
      pen.fill();
    }
  }
}

function drawNames(pen) {
  pen.textAlign = "center";
  pen.textBaseline = "top";
  pen.lineJoin = "round";
  for (const [id, size] of drawing.names) {
    if (!size) continue;
    const [x, y] = spotOf(id);
    pen.font = `${size}px ${FACE}`;
    pen.strokeStyle = crowd.inks("ground");
    pen.fillStyle = crowd.inks(crowd.some && !crowd.bright.has(id) ? "faint" : "ink");
    pen.lineWidth = size / 3.5;
    place.get(id).label.split("\n").forEach((text, i) => {
      const at = y + (crowd.radius.get(id) || 0) + size * (0.25 + 1.1 * i);
      pen.strokeText(text, x, at);
      pen.fillText(text, x, at);
    });
  }
}

/** What lies under a point of the canvas: an actor, else a line. */
function under({ x, y }) {
  const near = 6 / drawing.network.getScale();
  let found = null, least = Infinity;
  for (const id of drawing.shown) {
    const [u, v] = spotOf(id);
    const far = Math.hypot(u - x, v - y) - Math.max(crowd.radius.get(id) || 0, near);
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

/** Say what the mouse is over; vis-network knows of none of it. */
function hover(event) {
  if (crowd.moving || crowd.asked) return;
  crowd.asked = true;
  requestAnimationFrame(() => {
    crowd.asked = false;
    const box = byId("graph").getBoundingClientRect();
    const { nodes, edges: ids } = under(drawing.network.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top }));
    const node = nodes.length ? nodeOf.get(nodes[0]) : null;
    byId("graph").title = node ? `${node.label} (${node.kind_label})` : ids.length ? drawing.lines.get(ids[0]).title : "";
  });
}

function startCrowd() {
  const { network } = drawing;
  byId("graph").addEventListener("pointermove", hover);
  network.on("afterDrawing", drawCrowd);
  network.on("dragStart", () => { crowd.moving = true; });
  network.on("dragEnd", () => { crowd.moving = false; network.redraw(); });
}
