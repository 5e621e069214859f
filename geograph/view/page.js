// The page: what is picked in one part is picked in all of them, and shown in the panel.

function panelOfRow(row, edge) {
  const ends = edge && edgeOf.get(edge);
  return [
    el("p", { class: "kind" }, row.kind_label, ends && [" · ", name(nodeOf.get(ends.source).label),
      ends.directed ? " → " : " – ", name(nodeOf.get(ends.target).label)]),
    el("h3", {}, name(sentence(row.label))),
    el("p", { class: "facts" }, chip(row.status), " ", el("span", { text: row.when })),
    remarks(row),
    el("dl", { class: "sides" },
      el("dt", { text: "Asserted by" }), el("dd", {}, voices(row.asserted)),
      el("dt", { text: "Denied by" }), el("dd", {}, voices(row.denied))),
    evidence(row),
    el("p", {}, el("button", {
      type: "button", class: "quiet", on: { click: () => tell("pick", { row: row.id, go: "ledger" }) }, text: "Show in the ledger",
    })),
  ];
}

function panelOfNode(node) {
  const seen = new Map();
  for (const edge of scene.edges) {
    if (edge.source === node.id || edge.target === node.id) {
      seen.set(edge.row, [...(seen.get(edge.row) || []), edge]);
    }
  }
  const rows = scene.rows.filter((row) => seen.has(row.id));
  const relation = (row) => el("li", {},
    el("button", {
      type: "button", class: "plain",
      on: { click: () => tell("pick", { row: row.id, edge: seen.get(row.id)[0].id }) },
    }, name(sentence(row.label))), " ", chip(row.status));
  const spoken = scene.claims.filter((claim) => claim.voice_id === node.id || claim.claimant_id === node.id);
  return [
    el("p", { class: "kind", text: node.kind_label }),
    el("h3", {}, name(node.label)),
    node.aliases.length > 0 && el("p", { class: "aliases" }, "also ",
      node.aliases.slice(0, 6).map((alias, i) => [i ? ", " : "", name(alias)]).flat()),
    el("p", { class: "remarks", text: `${rows.length === 1 ? "1 relation" : `${rows.length} relations`} drawn; `
      + `${spoken.length === 1 ? "1 claim" : `${spoken.length} claims`} made by it or for it.` }),
    gradual(el("ul", { class: "relations" }), rows, relation),
    el("p", {}, el("button", {
      type: "button", class: "quiet",
      on: { click: () => { tell("search", node.label); goTo("ledger"); } }, text: "Filter the ledger by this name",
    })),
  ];
}

function drawPanel({ row, edge, node }) {
  const children = node ? panelOfNode(nodeOf.get(node)) : row ? panelOfRow(rowOf.get(row), edge) : [];
  if (children.length) {
    children.unshift(el("button", {
      type: "button", class: "close", "aria-label": "Close the evidence",
      on: { click: () => { tell("pick", {}); byId("graph").focus({ preventScroll: true }); } }, text: "×",
    }));
  }
  // it is only clipped, never taken away: what speaks for the screen must stay in the page
  byId("panel").classList.toggle("away", !children.length);
  byId("panel").replaceChildren(...children.filter(Boolean));
  byId("panel").scrollTop = 0;
}

/** Resolve what was asked for into what every part shows. */
function pick({ row, edge, go }) {
  if (row && go === "ledger" && rowOf.has(row) && !passes(rowOf.get(row))) byId("clear").click();
  const edges = edge ? [edge] : (edgesOfRow.get(row) || []).map((one) => one.id);
  tell("picked", row && rowOf.has(row) ? { row, edge: edge || edges[0], edges } : {});
  if (go === "ledger") {
    const made = ledger.made.get(row);
    if (!made) return;
    made.tr.scrollIntoView({ block: "center" });
    made.toggle.focus({ preventScroll: true });
  } else if (go) {
    goTo(go);
    byId("graph").focus({ preventScroll: true });
  }
}

hear("pick", pick);
startLedger();
hear("picked", drawPanel);
drawLedger();
drawPanel({});
/** The graph waits until the ledger can be read, and for vis-network, which stands behind us. */
let waiting = true;
function begin() {
  if (waiting && document.readyState !== "loading") {
    waiting = false;
    startGraph();
    drawing.ready = true;
    readAhead();
  }
}
const soon = () => setTimeout(begin);
const afterPaint = () => { requestAnimationFrame(soon); setTimeout(begin, 400); };
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", afterPaint);
else afterPaint();
for (const anchor of document.querySelectorAll("[data-goto]")) {
  // inside a notebook's frame a fragment would leave the page, so it is walked to instead
  anchor.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(anchor.dataset.goto);
    byId(anchor.dataset.goto).focus({ preventScroll: true });
  });
}
// for tests and for readers with a console: the drawing as vis-network holds it
window.geograph = Object.freeze({ scene, drawing });
