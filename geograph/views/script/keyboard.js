// The keyboard: everything that the mouse can do on the drawing, and undoing anywhere.

import { pinnedAt } from "./drawing_state.js";
import { byId } from "./elements.js";
import { expand, focusOn, hide, pinHere, startWalk, stopWalk, unpin, walk, walking, walkTo } from "./exploring.js";
import { frame, zoom } from "./graph_look.js";
import { toggleFold } from "./line_bundles.js";
import { tell } from "./topics.js";
import { redo, undo, view } from "./view_state.js";

/**
 * Does something with the actor that is picked, if one is.
 * @type {(run: (id: string) => void) => () => void}
 */
const withPicked = (run) => () => {
  if (view.node) run(view.node);
};

/** @type {Record<string, () => void>} */
const GRAPH_KEYS = {
  ArrowRight: () => walk(1), ArrowDown: () => walk(1), ArrowLeft: () => walk(-1), ArrowUp: () => walk(-1),
  "+": () => zoom(1.25), "-": () => zoom(0.8), 0: frame,
  Enter: () => (walking && view.node ? walkTo(view.node) : byId("panel").focus()),
  Escape: () => { stopWalk(); tell("pick", {}); },
  e: withPicked(expand), f: withPicked(focusOn), p: withPicked(startWalk), h: withPicked(hide),
  n: withPicked((id) => (pinnedAt(id) ? unpin(id) : pinHere(id))),
  u: () => { if (view.pair) toggleFold(view.pair); },
};

/** @type {(event: KeyboardEvent) => void} */
function onGraph(event) {
  const run = GRAPH_KEYS[event.key];
  if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  run();
}

/** @type {(event: KeyboardEvent) => void} */
function anywhere(event) {
  const { target } = event;
  const typing = target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement
    || (target instanceof HTMLInputElement && target.type !== "range");
  if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() === "z") {
    event.preventDefault();
    (event.shiftKey ? redo : undo)();
  } else if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() === "y") {
    event.preventDefault();
    redo();
  } else if (event.key === "/" && !typing) {
    event.preventDefault();
    byId("text").focus();
  } else if (event.key === "Escape" && target instanceof Node && byId("panel").contains(target)) {
    tell("pick", {});
    byId("graph").focus({ preventScroll: true });
  }
}

export function startKeyboard() {
  byId("graph").addEventListener("keydown", onGraph);
  document.addEventListener("keydown", anywhere);
}
