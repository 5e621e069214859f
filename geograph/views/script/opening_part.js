// What a large drawing shows first: of what counts now the most contested, else the most recent.

import { settle } from "./force_layout.js";
import { valueAt } from "./maps.js";
import { admits } from "./policy_lookup.js";
import { edges, edgesOfRow, place, scene, words } from "./scene_data.js";
import { view } from "./view_state.js";
import { inOrder, visible } from "./visible.js";

/** @import { ClaimPolicy, Edge, OpeningPart, Row, Spot, Step, Visible } from "./types.d.ts" */

/** @type {(own: Iterable<Edge>) => Set<string>} */
const joinedBy = (own) => new Set([...own].flatMap((edge) => [edge.source, edge.target]));

/**
 * Of some events in order those that there is room for.
 * @type {(ones: { row: Row; step: Step }[]) => OpeningPart}
 */
function chosen(ones) {
  const tied = ones.filter(({ row }) => edgesOfRow.has(row.id));
  const contested = tied.filter(({ step }) => step.heat > 0);
  /** @type {Set<Edge>} */
  const own = new Set();
  /** @type {Set<string>} */
  const named = new Set();
  for (const { row } of contested.length ? contested : tied) {
    const lines = valueAt(edgesOfRow, row.id);
    const more = [...joinedBy(lines)].filter((id) => !named.has(id));
    if (named.size + more.length > words.first) continue;
    for (const id of more) named.add(id);
    for (const edge of lines) own.add(edge);
  }
  return { edges: own, spots: spotsOf(own), contested: contested.length > 0 };
}

/**
 * Where the ends of some edges stand, from where they stand in the whole drawing.
 * @type {(own: Set<Edge>) => Map<string, Spot>}
 */
function spotsOf(own) {
  const ids = [...joinedBy(own)].sort();
  const at = new Map(ids.map((id, i) => [id, i]));
  const pulls = [...own].filter((edge) => edge.source !== edge.target)
    .map((edge) => /** @type {[number, number]} */ ([valueAt(at, edge.source), valueAt(at, edge.target)]));
  const spots = settle(ids.map((id) => [valueAt(place, id).x, valueAt(place, id).y]), pulls, ids.map((id) => valueAt(place, id).label));
  return new Map(ids.map((id, i) => [id, spots[i]]));
}

/** @type {(policy: ClaimPolicy) => string} */
const keyOf = ({ rule, n, holders }) => JSON.stringify([rule, n, holders]);

/** @type {(row: Row) => { row: Row; step: Step }} */
const atLast = (row) => ({ row, step: row.steps[row.steps.length - 1] });

/** @type {Map<string, OpeningPart>} */
const ofPolicy = new Map();
const built = new Set(edges.filter((edge) => edge.opening));
ofPolicy.set(keyOf(scene.start), {
  edges: built, contested: [...built].some((edge) => atLast(edge.row).step.heat > 0),
  spots: new Map(scene.nodes.flatMap((node) => (node.opening ? [[node.id, node.opening]] : []))),
});
/** @type {{ of: Visible | null; part: OpeningPart }} */
let last = { of: null, part: { edges: new Set(), spots: new Map(), contested: false } };

/** The part that a policy opens with, whatever the days: so nothing moves while they change. */
function policyPart() {
  const key = keyOf(view);
  const known = ofPolicy.get(key);
  if (known) return known;
  const part = chosen(scene.rows.map(atLast).filter(({ step }) => admits(step, view)).sort(inOrder));
  ofPolicy.set(key, part);
  return part;
}

/**
 * The part that is shown first under the present policy; where the days, or what is hidden, leave nothing
 * of it, a part of what they do leave. Python laid out the one for the policy that the page opens with.
 * @type {() => OpeningPart}
 */
export function openingPart() {
  if (last.of === visible) return last.part;
  const part = policyPart();
  const some = visible.edges.some((edge) => part.edges.has(edge));
  last = { of: visible, part: some ? part : chosen(visible.rows.filter((one) => visible.onCanvas.has(one.row.id))) };
  return last.part;
}
