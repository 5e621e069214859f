// Re-layout on demand: the few that are left are laid out anew, from where Python put them.

import { drawing, laidOut } from "./drawing_state.js";
import { byId } from "./elements.js";
import { separate, spread } from "./force_layout.js";
import { valueAt } from "./maps.js";
import { place } from "./scene_data.js";
import { change, view } from "./view_state.js";
import { follow } from "./visible.js";

/** @import { Spot } from "./types.d.ts" */

const RELAID_MOST = 150;
/** @type {{ key: string | null; spots: Map<string, Spot> }} */
let relaid = { key: null, spots: new Map() };

/**
 * New places for the actors on the canvas: the same set and lines always settle alike.
 * @type {(ids: string[]) => Map<string, Spot>}
 */
export function relaidSpots(ids) {
  const key = `${drawing.part} ${ids.join(" ")} ${drawing.lines.size}`;
  if (relaid.key === key) return relaid.spots;
  const spots = ids.map((id, i) => /** @type {Spot} */ ([...(laidOut(id) || [i * 50, 0])]));
  const row = new Map(ids.map((id, i) => [id, i]));
  const pulls = [...drawing.lines.values()].filter((line) => line.from !== line.to)
    .map((line) => /** @type {[number, number]} */ ([valueAt(row, line.from), valueAt(row, line.to)]));
  spread(spots, pulls);
  separate(spots, ids.map(boxOf));
  relaid = { key, spots: new Map(ids.map((id, i) => [id, [Math.round(spots[i][0]), Math.round(spots[i][1])]])) };
  return relaid.spots;
}

/**
 * How much room a symbol takes with its name.
 * @type {(id: string) => [wide: number, high: number]}
 */
function boxOf(id) {
  const texts = valueAt(place, id).label.split("\n");
  return [Math.max(50, 9 * Math.max(...texts.map((text) => text.length))) + 16, 62 + 18 * texts.length];
}

export const isRelaid = () => view.settled && drawing.shown.size <= RELAID_MOST;

export function startRelayout() {
  byId("settle").addEventListener("click", () => { change({ settled: !view.settled }); drawing.fit = true; });
  follow(() => {
    byId("settle").setAttribute("aria-pressed", String(view.settled));
    byId("settle").hidden = view.look !== "graph";
  });
}
