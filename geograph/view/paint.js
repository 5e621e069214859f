// How the drawing looks: colours come from the style sheet, names from what there is room for.

const data = read("vis");
const opening = new Set(scene.opening);
const drawing = {
  network: null, nodes: null, edges: null, ids: [], visible: null, at: {},
  ready: false, part: null, asked: opening.size ? "opening" : "whole",
  looks: new Map(), names: new Map(), gone: new Set(), swell: 1, seen: false, fitted: null, timer: 0, zooming: 0,
};
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function paintNode(node, inks, faded) {
  const colour = inks(node.ink);
  const hollow = node.shapeProperties.borderDashes !== false;
  const skin = { background: hollow ? inks("ground") : colour, border: colour };
  return {
    id: node.id, opacity: faded ? 0.25 : 1, size: node.size * drawing.swell,
    color: { ...skin, hover: skin, highlight: { ...skin, border: inks("ink") } },
    font: {
      size: drawing.names.get(node.id) ?? 15, face: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
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

/** How everything in the present part is to look. */
function looks() {
  const style = getComputedStyle(document.documentElement);
  const known = new Map();
  const inks = (key) => {
    if (!known.has(key)) known.set(key, style.getPropertyValue(`--${key}`).trim());
    return known.get(key);
  };
  const { at, visible } = drawing;
  const chosen = new Set(at.edges || []);
  const bright = new Set(at.node ? [at.node] : []);
  for (const id of chosen) bright.add(edgeOf.get(id).source).add(edgeOf.get(id).target);
  const some = chosen.size > 0 || bright.size > 0;
  const joined = new Set();
  const edges = data.edges.filter((edge) => drawing.part === "whole" || opening.has(edge.id)).map((edge) => {
    const hidden = visible !== null && !visible.has(edge.row) && !chosen.has(edge.id);
    if (!hidden) joined.add(edge.from).add(edge.to);
    return { ...paintEdge(edge, inks, some && !chosen.has(edge.id), !at.node && chosen.has(edge.id)), hidden };
  });
  // a large drawing is filtered to be read: who has no line left goes with the lines
  const held = data.nodes.filter((node) => drawing.part === "whole" || nodeOf.get(node.id).opening);
  drawing.gone = new Set(opening.size ? held.map((node) => node.id).filter((id) => !joined.has(id) && id !== at.node) : []);
  const nodes = held.map((node) => ({
    ...paintNode(node, inks, some && !bright.has(node.id)), hidden: drawing.gone.has(node.id),
  }));
  return { nodes, edges };
}

/** Hand on what looks different from before, and nothing else. */
function paint() {
  const { nodes, edges } = looks();
  const changed = (look) => {
    const text = JSON.stringify(look);
    return drawing.looks.get(look.id) !== text && drawing.looks.set(look.id, text);
  };
  const [some, more] = [nodes.filter(changed), edges.filter(changed)];
  if (some.length) drawing.nodes.update(some);
  if (more.length) drawing.edges.update(more);
}

/** In a large drawing names keep their size on the screen, and the strongest come first. */
function nameNodes() {
  if (!opening.size) return;
  const scale = drawing.network.getScale();
  const size = Math.max(12.5 / scale, 15);
  const spots = drawing.network.getPositions();
  const grid = new Map();
  const cell = size * 12;
  drawing.swell = Math.max(1, 0.42 / scale);
  const first = new Set([drawing.at.node, ...(drawing.at.edges || []).flatMap((id) => [edgeOf.get(id).source, edgeOf.get(id).target])]);
  const ranked = data.nodes.filter((node) => spots[node.id] && !drawing.gone.has(node.id)).sort((a, b) =>
    first.has(b.id) - first.has(a.id) || nodeOf.get(b.id).degree - nodeOf.get(a.id).degree);
  drawing.names = new Map(data.nodes.map((node) => [node.id, 0]));
  for (const node of ranked) {
    const lines = node.label.split("\n");
    const at = spots[node.id];
    const top = at.y + node.size * drawing.swell;
    const half = Math.max(...lines.map((line) => line.length)) * size * 0.29 + size * 0.3;
    const box = [at.x - half, top, at.x + half, top + lines.length * size * 1.15 + size * 0.4];
    const cells = [];
    for (let i = Math.floor(box[0] / cell); i <= Math.floor(box[2] / cell); i += 1) {
      for (let j = Math.floor(box[1] / cell); j <= Math.floor(box[3] / cell); j += 1) cells.push(`${i} ${j}`);
    }
    const clash = cells.some((key) => (grid.get(key) || []).some((other) =>
      box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
    if (clash) continue;
    for (const key of cells) grid.set(key, [...(grid.get(key) || []), box]);
    drawing.names.set(node.id, size);
  }
}
