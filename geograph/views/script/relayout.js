// Re-layout on demand: the few that are left are laid out anew, from where Python put them.

import { drawing, laidOut } from "./drawing_state.js";
import { byId } from "./elements.js";
import { settle } from "./force_layout.js";
import { valueAt } from "./maps.js";
import { place } from "./scene_data.js";
import { change, view } from "./view_state.js";
import { follow } from "./visible.js";

/** @import { Drawing, Spot } from "./types.d.ts" */

const RELAID_MOST = 150;
/** @type {{ key: string | null; part: Drawing["part"]; spots: Map<string, Spot> }} */
let relaid = { key: null, part: null, spots: new Map() };

/**
 * New places for the actors on the canvas: the same set and lines always settle alike.
 * @type {(ids: string[]) => Map<string, Spot>}
 */
export function relaidSpots(ids) {
  const { part, lines } = drawing;
  const key = `${ids.join(" ")} ${lines.size}`;
  if (relaid.key === key && relaid.part === part) return relaid.spots;
  const row = new Map(ids.map((id, i) => [id, i]));
  const pulls = [...lines.values()].filter((line) => line.from !== line.to)
    .map((line) => /** @type {[number, number]} */ ([valueAt(row, line.from), valueAt(row, line.to)]));
  const spots = settle(ids.map((id, i) => laidOut(id) || [i * 50, 0]), pulls, ids.map((id) => valueAt(place, id).label));
  relaid = { key, part, spots: new Map(ids.map((id, i) => [id, spots[i]])) };
  return relaid.spots;
}

export const isRelaid = () => view.settled && drawing.shown.size <= RELAID_MOST;

export function startRelayout() {
  byId("settle").addEventListener("click", () => { change({ settled: !view.settled }); drawing.fit = true; });
  follow(() => {
    byId("settle").setAttribute("aria-pressed", String(view.settled));
    byId("settle").hidden = view.look !== "graph";
  });
}
