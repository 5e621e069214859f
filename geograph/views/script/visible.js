// What is to be seen of the view: which rows stand in the ledger, which edges are drawn, on whom.

import { sayDay } from "./calendar.js";
import { inTime, stepAt, within } from "./cuts.js";
import { coverage } from "./evidence_counts.js";
import { valueAt } from "./maps.js";
import { around, route } from "./neighbourhood.js";
import { fold } from "./phrases.js";
import { countedRows, counts, policyText } from "./policy_lookup.js";
import { documentOf, edges, edgesOfRow, nodeOf, scene, words } from "./scene_data.js";
import { haystackOf } from "./search_text.js";
import { hear } from "./topics.js";
import { view } from "./view_state.js";

/** @import { Edge, Standpoint, View, Visible } from "./types.d.ts" */

/** @type {Visible} */
export let visible;

/** @type {(one: Standpoint, sought: string[]) => boolean} */
function passes({ row, step }, sought) {
  const [sort, from] = [view.source.slice(0, 1), view.source.slice(1)];
  return (!view.kind || row.kind === view.kind)
    && !view.signs.includes(String(row.sign))
    && (!sort || step.claims.some((i) => valueAt(documentOf, scene.claims[i].document)[sort === "c" ? "country" : "publisher"] === from))
    && sought.every((word) => haystackOf(row).includes(word) || fold(words.statuses[step.status][1]).includes(word));
}

/** @type {(id: string) => boolean} */
const isHidden = (id) => view.hidden.includes(id) || view.actors.includes(valueAt(nodeOf, id).kind);

/**
 * The order of the ledger: most contested first, then most recent.
 * @type {(a: Pick<Standpoint, "row" | "step">, b: Pick<Standpoint, "row" | "step">) => number}
 */
export function inOrder(a, b) {
  const [one, other] = [a.step.day || "", b.step.day || ""];
  return b.step.heat - a.step.heat || (one < other ? 1 : one > other ? -1 : a.row.id < b.row.id ? -1 : 1);
}

/** Look at everything anew, for what every part of the page shows. */
export function survey() {
  const sought = fold(view.text).split(/\s+/).filter(Boolean);
  /** @type {Visible["at"]} */
  const at = new Map();
  /** @type {Visible["counted"]} */
  const counted = new Map();
  let spoken = 0, outside = 0;
  for (const row of scene.rows) {
    const i = stepAt(row, view.known);
    if (i < 0) continue;
    const step = row.steps[i];
    spoken += 1;
    const one = { row, i, step, edge: counts(row, step, view), inside: within(row, step, view), passes: false };
    at.set(row.id, one);
    if (!one.inside) outside += 1;
    else if (passes(one, sought)) {
      counted.set(step.status, (counted.get(step.status) || 0) + 1);
      one.passes = !view.statuses.length || view.statuses.includes(step.status);
    }
  }
  let drawn = edges.filter((edge) => {
    const one = at.get(edge.row.id);
    return one?.edge && one.passes && !isHidden(edge.source) && !isHidden(edge.target);
  });
  if (view.focus.length) {
    const near = around(view.focus, view.hops, drawn);
    drawn = drawn.filter((edge) => near.has(edge.source) && near.has(edge.target));
  }
  const onCanvas = new Set(drawn.map((edge) => edge.row.id));
  const narrowed = view.focus.length > 0;
  /** @type {(one: Standpoint) => boolean} */
  const closed = (one) => one.edge && edgesOfRow.has(one.row.id) && view.hidden.length + view.actors.length > 0 && !onCanvas.has(one.row.id);
  const rows = [...at.values()].filter((one) => one.passes && !closed(one) && (!narrowed || onCanvas.has(one.row.id)));
  rows.sort(inOrder);
  const relations = coverage(rows.filter((one) => one.edge));
  visible = { at, rows, edges: drawn, onCanvas, counted, spoken, outside, coverage: relations, releases: countedRows(view), route: null };
  if (view.path.length === 2) visible.route = route(view.path[0], view.path[1], drawn);
}

/**
 * Run a function now, and whenever what is visible has changed.
 * @type {(run: (before: View | null) => void) => void}
 */
export function follow(run) {
  run(null);
  hear("visible", run);
}

/**
 * The row that is picked, if somebody has spoken of it by now.
 * @type {() => Standpoint | undefined}
 */
export const pickedRow = () => (view.row === null ? undefined : visible.at.get(view.row));

/**
 * Whether one of some parts of the view differs from before.
 * @type {(before: View | null, keys: (keyof View)[]) => boolean}
 */
export const hasChanged = (before, keys) => before !== null && keys.some((key) => before[key] !== view[key]);

/**
 * The rows of some edges, in the ledger's order.
 * @type {(own: Edge[]) => Standpoint[]}
 */
export function rowsOf(own) {
  const ids = new Set(own.map((edge) => edge.row.id));
  return visible.rows.filter((one) => ids.has(one.row.id));
}

/**
 * Why a row is not a line on the canvas; null where it is one.
 * @type {(one: Standpoint) => string | null}
 */
export function undrawn({ row, step, edge }) {
  if (edge) return row.untied || null;
  if (view.asof && !inTime(row, view.asof, view.known)) return `it does not hold on ${sayDay(view.asof)}`;
  if (step.asserted.some((one) => !one.mixed)) return `those who say so are not enough for the policy “${policyText({ ...view, asof: null, known: null })}”`;
  return words.statuses[step.status][2];
}
