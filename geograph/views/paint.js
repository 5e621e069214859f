// How the drawing looks: colours come from the style sheet, names from what there is room for.

const drawing = {
  network: null, nodes: null, edges: null, lines: new Map(), shown: new Set(), crowd: data.nodes.length > words.many, ready: false, part: null,
  names: new Map(), sizes: new Map(), settled: new Map(), swell: 1, letter: 15, thick: 2, seen: false, stale: true, timer: 0, zooming: 0, frame: 0, looks: new Map(),
};
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/** Colours by the name of their CSS variable. */
function inksNow() {
  const style = getComputedStyle(document.documentElement);
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, style.getPropertyValue(`--${key}`).trim());
    return known.get(key);
  };
}

function paintNode(node, inks, faded, picked) {
  const colour = inks(node.ink);
  const hollow = node.shapeProperties.borderDashes !== false;
  const skin = { background: hollow ? inks("ground") : colour, border: picked ? inks("ink") : colour };
  return {
    id: node.id, opacity: faded ? 0.25 : 1, size: sizeOf(node.id) * drawing.swell, borderWidth: picked ? 4 : 2,
    color: { ...skin, hover: skin, highlight: { ...skin, border: inks("ink") } },
    font: {
      size: drawing.names.get(node.id) ?? 15, face: FACE,
      color: faded ? inks("faint") : inks("ink"), strokeWidth: 4, strokeColor: inks("ground"),
    },
  };
}

function paintLine(line, inks, faded, picked) {
  const colour = inks(line.ink);
  return {
    id: line.id, from: line.from, to: line.to, arrows: line.arrows, smooth: line.smooth, dashes: line.dashes,
    label: line.label, title: line.title, width: picked ? Math.max(line.width + 2, drawing.thick) : line.width,
    color: { color: colour, hover: colour, highlight: colour, inherit: false, opacity: faded ? 0.16 : 1 },
    font: {
      size: faded || !line.label ? 0 : line.label === MARK ? 26 : drawing.letter, align: "horizontal", color: line.label === MARK ? colour : inks("ink"),
      strokeWidth: 5, strokeColor: inks("ground"),
    },
  };
}

/** A symbol grows with the chosen measure, within the room that the layout leaves for it. */
function measureNodes() {
  const scores = new Map(ranking());
  const most = Math.max(1e-9, ...scores.values());
  drawing.sizes = new Map([...scores].map(([id, value]) => [id, Math.round((10 + 14 * Math.sqrt(Math.max(0, value) / most)) * 2) / 2]));
}
const sizeOf = (id) => (drawing.sizes.get(id) || 10) * (place.get(id).shape === "square" ? 0.85 : 1);

/** What is lit: the picked event, pair or actor, or the way between two actors. */
function lit() {
  const chosen = new Set();
  if (now.route) for (const edge of now.route.edges) chosen.add(edge);
  else if (view.row) for (const edge of edgesOfRow.get(view.row) || []) chosen.add(edge);
  else if (view.pair) for (const edge of now.edges) if (edge.pair === view.pair) chosen.add(edge);
  if (!chosen.size && view.node) for (const edge of now.edges) if (edge.source === view.node || edge.target === view.node) chosen.add(edge);
  const bright = new Set(view.node ? [view.node] : []);
  for (const edge of chosen) bright.add(edge.source).add(edge.target);
  for (const id of view.path) bright.add(id);
  return { chosen, bright, some: chosen.size > 0 || bright.size > 0 };
}

/** How everything in the present part is to look. */
function looks() {
  const inks = inksNow();
  const { chosen, bright, some } = lit();
  const strong = (!view.node || now.route !== null) && chosen.size > 0;
  const nodes = new Map();
  for (const id of drawing.shown) {
    nodes.set(id, paintNode(place.get(id), inks, some && !bright.has(id), id === view.node || view.path.includes(id)));
  }
  const marked = new Map();
  for (const line of drawing.lines.values()) {
    const on = line.edges.some((edge) => chosen.has(edge));
    marked.set(line.id, paintLine(line, inks, some && !on, strong && on));
  }
  return { nodes, lines: marked };
}

const pinnedAt = (id) => {
  const found = view.pinned.find((one) => one.startsWith(`${id}@`));
  return found && found.slice(id.length + 1).split("@").map(Number);
};
/** Where Python put an actor in the present part. */
const laidOut = (id) => (drawing.part === "opening" ? nodeOf.get(id).opening : [place.get(id).x, place.get(id).y]);
/** Where an actor stands: where it was pinned, else where it has settled, else where Python put it. */
const spotOf = (id) => (view.pinned.length && pinnedAt(id)) || drawing.settled.get(id) || laidOut(id);

/** Hand on what looks different from before, and nothing else; a great change a slice a frame. */
function paint() {
  if (drawing.crowd) {
    gather();
    drawing.stale = false;
    return;
  }
  cancelAnimationFrame(drawing.frame);
  const { nodes, lines } = looks();
  const work = [
    ...changes(drawing.edges, lines, (look) => look, (gone) => drawing.edges.remove(gone)),
    ...changes(drawing.nodes, nodes, dressed, (gone) => drawing.nodes.remove(gone)),
  ].reverse(); // nodes come before the lines that end on them
  const step = () => {
    const until = performance.now() + 24;
    while (work.length && performance.now() < until) work.shift()();
    if (work.length) drawing.frame = requestAnimationFrame(step);
    else drawing.stale = false;
  };
  step();
}

function dressed(look) {
  const node = nodeOf.get(look.id);
  const [x, y] = spotOf(look.id);
  const { shape, shapeProperties, label: text } = place.get(look.id);
  return { shape, shapeProperties, label: text, ...look, x, y, title: `${node.label} (${node.kind_label})` };
}

/** The calls that bring a data set up to date, in portions. */
function changes(set, wanted, dress, remove) {
  const changed = [];
  for (const [id, look] of wanted) {
    const whole = dress(look);
    const text = JSON.stringify(whole);
    if (drawing.looks.get(id) !== text) changed.push([id, text, whole]);
  }
  const work = [];
  for (let i = 0; i < changed.length; i += 400) {
    work.push(() => {
      const portion = changed.slice(i, i + 400);
      // what has been handed on is remembered only then: a newer painting may overtake this one
      for (const [id, text] of portion) drawing.looks.set(id, text);
      set.update(portion.map(([, , whole]) => whole));
    });
  }
  const gone = set.getIds().filter((id) => !wanted.has(id));
  if (gone.length) {
    work.unshift(() => {
      for (const id of gone) drawing.looks.delete(id);
      remove(gone);
    });
  }
  return work;
}

/** Names keep a size that can be read, and the most central come first; none lies on another. */
function nameNodes() {
  const scale = drawing.network.getScale();
  const size = Math.max(12.5 / scale, 15);
  drawing.letter = Math.round(Math.min(size, 26));
  drawing.thick = Math.round(2.4 / scale);
  const swell = Math.max(1, 0.42 / scale);
  drawing.swell = Math.round(swell * 20) / 20;
  const { bright } = lit();
  const grid = new Map();
  const cell = size * 12;
  const ranked = [...drawing.shown].sort((a, b) =>
    bright.has(b) - bright.has(a) || (drawing.sizes.get(b) || 0) - (drawing.sizes.get(a) || 0) || (a < b ? -1 : 1));
  drawing.names = new Map(ranked.map((id) => [id, 0]));
  for (const id of ranked) {
    const texts = place.get(id).label.split("\n");
    const [x, y] = spotOf(id);
    const top = y + (drawing.crowd ? Math.max(sizeOf(id) * 0.9, (2.2 + sizeOf(id) / 9) / scale) : sizeOf(id) * drawing.swell);
    const half = Math.max(...texts.map((text) => text.length)) * size * 0.27 + size * 0.25;
    const box = [x - half, top, x + half, top + texts.length * size * 1.15 + size * 0.3];
    const cells = [];
    for (let i = Math.floor(box[0] / cell); i <= Math.floor(box[2] / cell); i += 1) {
      for (let j = Math.floor(box[1] / cell); j <= Math.floor(box[3] / cell); j += 1) cells.push(`${i} ${j}`);
    }
    const clash = cells.some((key) => (grid.get(key) || []).some((other) =>
      box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
    if (clash) continue;
    for (const key of cells) grid.set(key, [...(grid.get(key) || []), box]);
    drawing.names.set(id, size);
  }
}
