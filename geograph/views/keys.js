// The keyboard: everything that the mouse can do on the drawing, and undoing anywhere.

const GRAPH_KEYS = {
  ArrowRight: () => walk(1), ArrowDown: () => walk(1), ArrowLeft: () => walk(-1), ArrowUp: () => walk(-1),
  "+": () => zoom(1.25), "-": () => zoom(0.8), 0: () => frame(),
  Enter: () => (walking && view.node ? walkTo(view.node) : byId("panel").focus()),
  Escape: () => { walking = null; byId("asking").textContent = ""; tell("pick", {}); },
  e: () => view.node && expand(view.node), f: () => view.node && focusOn(view.node),
  p: () => view.node && startWalk(view.node), h: () => view.node && hide(view.node),
  u: () => view.pair && turn(view.pair),
  n: () => view.node && (pinnedAt(view.node) ? unpin(view.node) : pinHere(view.node)),
};

function onGraph(event) {
  const run = GRAPH_KEYS[event.key];
  if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  run();
}

function anywhere(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "range";
  if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() === "z") {
    event.preventDefault();
    (event.shiftKey ? redo : undo)();
  } else if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() === "y") {
    event.preventDefault();
    redo();
  } else if (event.key === "/" && !typing) {
    event.preventDefault();
    byId("text").focus();
  } else if (event.key === "Escape" && byId("panel").contains(event.target)) {
    tell("pick", {});
    byId("graph").focus({ preventScroll: true });
  }
}

function startKeys() {
  byId("graph").addEventListener("keydown", onGraph);
  document.addEventListener("keydown", anywhere);
}
