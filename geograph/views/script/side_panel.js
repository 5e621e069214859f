// The panel beside the drawing: the evidence on what is picked, else who stands in the middle.

import { copies } from "./citation.js";
import { cutWords } from "./cuts.js";
import { pinnedAt } from "./drawing_state.js";
import { byId, el, goTo, isolated, setContent, svg } from "./elements.js";
import { rests, restsOn } from "./evidence_counts.js";
import { chip, evidence, gradual, remarks, voices } from "./evidence_list.js";
import { focusOn, hide, pinHere, startWalk, unpin } from "./exploring.js";
import { toggleFold, unfolded } from "./line_bundles.js";
import { valueAt } from "./maps.js";
import { many, sentence } from "./phrases.js";
import { MEASURES, ranking, sixDecimals } from "./ranking.js";
import { edgesOfRow, nodeOf, scene } from "./scene_data.js";
import { tell } from "./topics.js";
import { change, view } from "./view_state.js";
import { follow, hasChanged, pickedRow, rowsOf, visible } from "./visible.js";

/** @import { Actor, Child, Edge, Route, Standpoint } from "./types.d.ts" */

/** @type {(edge: Edge) => Child[]} */
const endsOf = (edge) => [isolated(valueAt(nodeOf, edge.source).label), edge.directed ? " → " : " – ", isolated(valueAt(nodeOf, edge.target).label)];

/** @type {(one: Standpoint) => Child[]} */
function panelOfRow(one) {
  const own = edgesOfRow.get(one.row.id) || [];
  return [
    el("p", { class: "kind" }, one.row.kind_label, own.length === 1 && [" · ", endsOf(own[0])]),
    el("h3", {}, isolated(sentence(one.row.label))),
    el("p", { class: "facts" }, chip(one.step.status), " ", el("span", { text: one.step.when })),
    remarks(one),
    el("dl", { class: "sides" },
      el("dt", { text: "Asserted by" }), el("dd", {}, voices(one.step.asserted)),
      el("dt", { text: "Denied by" }), el("dd", {}, voices(one.step.denied))),
    evidence(one),
    copies(one),
    el("p", {},
      el("button", {
        type: "button", class: "quiet", on: { click: () => tell("pick", { row: one.row.id, go: "ledger" }) }, text: "Show in the ledger",
      }), " ",
      el("button", {
        type: "button", class: "quiet", on: { click: () => change({ look: "timeline" }) }, text: "Timeline",
      })),
  ];
}

/** @type {(one: Standpoint) => HTMLElement} */
export const relation = (one) => el("li", {},
  el("button", {
    type: "button", class: "plain", on: { click: () => tell("pick", { row: one.row.id }) },
  }, isolated(sentence(one.row.label))), " ", chip(one.step.status));

/** @type {(pair: string) => Child[]} */
function panelOfPair(pair) {
  const [a, b] = pair.split("|");
  const rows = rowsOf(visible.edges.filter((edge) => edge.pair === pair));
  return [
    el("p", { class: "kind", text: many(rows.length, "relation") }),
    el("h3", {}, isolated(valueAt(nodeOf, a).label), " and ", isolated(valueAt(nodeOf, b).label)),
    el("p", { class: "remarks", text: `${sentence(rests(rows))}.` }),
    el("p", { class: "acts" }, el("button", {
      type: "button", class: "quiet", text: unfolded(pair) ? "Fold into one line" : "Unfold the lines", on: { click: () => toggleFold(pair) },
    })),
    gradual(el("ul", { class: "relations" }), rows, relation),
  ];
}

/** @type {(node: Actor) => Child[]} */
function panelOfNode(node) {
  const rows = rowsOf(visible.edges.filter((edge) => edge.source === node.id || edge.target === node.id));
  const own = [...visible.at.values()].reduce((sum, { step }) => sum
    + step.claims.filter((i) => scene.claims[i].voice === node.id || scene.claims[i].claimant === node.id).length, 0);
  /** @type {(text: string, run: () => void, title?: string) => HTMLElement} */
  const act = (text, run, title) => el("button", { type: "button", class: "quiet", text, title, on: { click: run } });
  return [
    el("p", { class: "kind", text: node.kind_label }),
    el("h3", {}, isolated(node.label)),
    node.aliases.length > 0 && el("p", { class: "aliases" }, "also ",
      node.aliases.slice(0, 6).map((alias, i) => [i ? ", " : "", isolated(alias)]).flat()),
    el("p", { class: "remarks", text: `${many(rows.length, "relation")} drawn: ${rests(rows)}. ${many(own, "claim")} made by it or for it.` }),
    el("p", { class: "acts" },
      view.focus.includes(node.id) ? act("Show everybody", () => change({ focus: [], hops: 1 })) : act("Only its neighbours", () => focusOn(node.id)),
      act("Path to …", () => startWalk(node.id), "then choose the other end"),
      pinnedAt(node.id) ? act("Unpin", () => unpin(node.id)) : act("Pin", () => pinHere(node.id)),
      act("Hide", () => hide(node.id)),
      act("Timeline", () => change({ look: "timeline" })),
      act("In the ledger", () => { change({ text: node.label, part: view.part }); goTo("ledger"); })),
    gradual(el("ul", { class: "relations" }), rows, relation),
  ];
}

/** @type {(found: Route) => Child[]} */
function panelOfRoute({ nodes, edges: own }) {
  const [from, to] = view.path.map((id) => valueAt(nodeOf, id).label);
  /** @type {(id: string, i: number) => HTMLElement} */
  const step = (id, i) => {
    const next = nodes[i + 1];
    const rows = rowsOf(own.filter((edge) => [edge.source, edge.target].includes(id) && [edge.source, edge.target].includes(next)));
    return el("li", {}, el("p", {}, isolated(valueAt(nodeOf, id).label), " – ", isolated(valueAt(nodeOf, next).label)),
      gradual(el("ul", { class: "relations" }), rows, relation, 3));
  };
  return [
    el("p", { class: "kind", text: "a shortest path" }),
    el("h3", {}, isolated(from), " to ", isolated(to)),
    el("p", { class: "remarks", text: nodes.length
      ? `${many(nodes.length - 1, "step")}, whatever the direction of the lines; ${restsOn(rowsOf(own))}.`
      : "There is no path in what is drawn under this policy, these dates and filters." }),
    nodes.length > 0 && el("ol", { class: "route" }, nodes.slice(0, -1).map(step)),
    el("p", { class: "acts" }, el("button", { type: "button", class: "quiet", text: "Clear the path", on: { click: () => change({ path: [] }) } })),
  ];
}

/**
 * Nothing is picked: who is most central, by the chosen measure, and what that rests on.
 * @type {() => Child[]}
 */
function panelOfAll() {
  const all = ranking();
  const most = all.length ? all[0][1] : 1;
  return [
    el("p", { class: "kind", text: `${all.length} actors by` }),
    el("h3", { text: sentence(view.size) }),
    el("p", { class: "remarks", text: `${sentence(MEASURES[view.size].words)}. ${sentence(restsOn(rowsOf(visible.edges)))}. ${sentence(cutWords(view))}.` }),
    gradual(el("ol", { class: "ranking" }), all, ([id, value]) => {
      const bar = svg("svg", { class: "bar-of", viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" },
        svg("rect", { width: (100 * value) / (most || 1), height: 4 }));
      return el("li", {}, el("button", {
        type: "button", class: "plain", on: { click: () => change({ node: id, row: null, pair: null, path: [] }) },
      }, isolated(valueAt(nodeOf, id).label.slice(0, 60))), el("b", { text: String(sixDecimals(value)) }), bar);
    }, 20),
  ];
}

function drawPanel() {
  const at = pickedRow();
  const picked = visible.route ? panelOfRoute(visible.route) : at ? panelOfRow(at) : view.pair ? panelOfPair(view.pair)
    : view.node ? panelOfNode(valueAt(nodeOf, view.node)) : null;
  const children = picked || panelOfAll();
  if (picked) {
    children.unshift(el("button", {
      type: "button", class: "close", "aria-label": "Close the evidence",
      on: { click: () => { tell("pick", {}); byId("graph").focus({ preventScroll: true }); } }, text: "×",
    }));
  }
  byId("panel").classList.toggle("idle", !picked);
  setContent(byId("panel"), children);
}

export function startPanel() {
  follow((before) => {
    const { activeElement } = document;
    const held = activeElement && byId("panel").contains(activeElement) ? activeElement.textContent : null;
    drawPanel();
    if (!before || hasChanged(before, ["row", "node", "pair", "path"])) byId("panel").scrollTop = 0;
    if (held === null) return;
    const again = [...byId("panel").querySelectorAll("button")].find((button) => button.textContent === held);
    (again || byId("panel")).focus({ preventScroll: true });
  });
}
