// Nodes and lines as vis-network draws them, each as an object of its own.

import { gatherStrokes } from "./bulk_canvas.js";
import { canvas, drawing, FACE, inksNow, lit, sizeOf, spotOf } from "./drawing_state.js";
import { MARK } from "./line_bundles.js";
import { valueAt } from "./maps.js";
import { nodeOf, place } from "./scene_data.js";
import { view } from "./view_state.js";
import { visible } from "./visible.js";

/** @import { Inks, Line, NetworkItem, Placed, VisDataSet } from "./types.d.ts" */

/** @type {(node: Placed, inks: Inks, faded: boolean, picked: boolean) => NetworkItem} */
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

/** @type {(line: Line, inks: Inks, faded: boolean, picked: boolean) => NetworkItem} */
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

/**
 * How everything in the present part is to look.
 * @type {() => { nodes: Map<string, NetworkItem>; lines: Map<string, NetworkItem> }}
 */
function looks() {
  const inks = inksNow();
  const { chosen, bright, some } = lit();
  const strong = (!view.node || visible.route !== null) && chosen.size > 0;
  const nodes = new Map();
  for (const id of drawing.shown) {
    nodes.set(id, paintNode(valueAt(place, id), inks, some && !bright.has(id), id === view.node || view.path.includes(id)));
  }
  const marked = new Map();
  for (const line of drawing.lines.values()) {
    const on = line.edges.some((edge) => chosen.has(edge));
    marked.set(line.id, paintLine(line, inks, some && !on, strong && on));
  }
  return { nodes, lines: marked };
}

/** Hand on what looks different from before, and nothing else; a great change a slice a frame. */
export function paint() {
  if (drawing.bulk) {
    gatherStrokes();
    drawing.stale = false;
    return;
  }
  cancelAnimationFrame(drawing.frame);
  const { nodes, lines } = looks();
  const held = canvas();
  // nodes come before the lines that end on them
  const work = [...changes(held.lines, lines, (look) => look), ...changes(held.nodes, nodes, dressed)];
  const step = () => {
    const until = performance.now() + 24;
    while (performance.now() < until) {
      const portion = work.pop();
      if (!portion) break;
      portion();
    }
    if (work.length) drawing.frame = requestAnimationFrame(step);
    else drawing.stale = false;
  };
  step();
}

/** @type {(look: NetworkItem) => NetworkItem} */
function dressed(look) {
  const node = valueAt(nodeOf, look.id);
  const [x, y] = spotOf(look.id);
  const { shape, shapeProperties, label: text } = valueAt(place, look.id);
  return { shape, shapeProperties, label: text, ...look, x, y, title: `${node.label} (${node.kind_label})` };
}

/**
 * The calls that bring a data set up to date, in portions; the last is to be run first.
 * @type {(set: VisDataSet, wanted: Map<string, NetworkItem>, dress: (look: NetworkItem) => NetworkItem) => (() => void)[]}
 */
function changes(set, wanted, dress) {
  const changed = [...wanted].map(([id, look]) => {
    const whole = dress(look);
    return { id, whole, text: JSON.stringify(whole) };
  }).filter(({ id, text }) => drawing.looks.get(id) !== text);
  /** @type {(() => void)[]} */
  const work = [];
  const gone = set.getIds().filter((id) => !wanted.has(id));
  if (gone.length) {
    work.push(() => {
      for (const id of gone) drawing.looks.delete(id);
      set.remove(gone);
    });
  }
  for (let i = 0; i < changed.length; i += 400) {
    work.push(() => {
      const portion = changed.slice(i, i + 400);
      // what has been handed on is remembered only then: a newer painting may overtake this one
      for (const { id, text } of portion) drawing.looks.set(id, text);
      set.update(portion.map(({ whole }) => whole));
    });
  }
  return work;
}
