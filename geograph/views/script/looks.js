// The looks at the same data: graph, map, timeline, table; one at a time, linked by what is picked.

import { buttons } from "./elements.js";
import { refresh, rowsOnCanvas } from "./graph_look.js";
import { drawMap, rowsOfMap } from "./map_look.js";
import { drawMatrix } from "./matrix_look.js";
import { drawSheet } from "./sheet_look.js";
import { drawTable } from "./table_look.js";
import { drawTimeline, rowsOfLanes } from "./timeline_look.js";
import { change, view } from "./view_state.js";
import { follow } from "./visible.js";

/** @import { Look, LookName } from "./types.d.ts" */

/** @type {Record<LookName, Look>} */
export const LOOKS = {
  graph: { draw: refresh, rows: rowsOnCanvas },
  map: { draw: drawMap, rows: rowsOfMap },
  timeline: { draw: drawTimeline, rows: rowsOfLanes },
  table: { draw: drawTable },
  matrix: { draw: drawMatrix },
  sheet: { draw: drawSheet },
};

/**
 * The look that a tab shows.
 * @type {(tab: HTMLElement) => LookName}
 */
const lookOf = (tab) => /** @type {LookName} */ (tab.dataset.look);

function drawLook() {
  for (const button of buttons("[data-look]")) {
    const on = button.dataset.look === view.look;
    button.setAttribute("aria-selected", String(on));
    button.tabIndex = on ? 0 : -1;
  }
  for (const part of document.querySelectorAll("[data-shows]")) {
    if (part instanceof HTMLElement) part.hidden = !part.dataset.shows?.split(" ").includes(view.look);
  }
  LOOKS[view.look].draw();
}

export function startLooks() {
  const tabs = buttons("[data-look]");
  tabs.forEach((button, i) => {
    button.addEventListener("click", () => change({ look: lookOf(button) }));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = tabs[(i + step + tabs.length) % tabs.length];
      next.focus();
      change({ look: lookOf(next) });
    });
  });
  follow(drawLook);
}
