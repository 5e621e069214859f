// The sheet of one actor: what is said about it, by whom, and what it says itself.

import { byId, el, isolated, setContent } from "./elements.js";
import { restsOn } from "./evidence_counts.js";
import { gradual } from "./evidence_list.js";
import { valueAt } from "./maps.js";
import { fold, many } from "./phrases.js";
import { ranking } from "./ranking.js";
import { nodeOf } from "./scene_data.js";
import { relation } from "./side_panel.js";
import { view } from "./view_state.js";
import { visible } from "./visible.js";

/** @import { Child, Doing, Speaker, Standpoint, VoiceStances } from "./types.d.ts" */

/** @type {[does: Doing, title: string][]} */
const DOES = [["asserted", "asserted"], ["denied", "denied"], ["others", "other stances"]];

/**
 * Everybody who takes a stance on the given rows: voice → what it does → rows.
 * @type {(rows: Standpoint[]) => VoiceStances[]}
 */
function stances(rows) {
  /** @type {Map<string, VoiceStances>} */
  const out = new Map();
  /** @type {(one: Speaker, how: Doing, row: Standpoint) => void} */
  const add = (one, how, row) => {
    const key = `${one.anonymous ? "?" : ""}${one.id}`;
    const text = one.anonymous ? `unnamed sources, ${one.label}` : one.label;
    const found = out.get(key) ?? { key, id: one.id, text, asserted: new Set(), denied: new Set(), others: new Set() };
    found[how].add(row);
    out.set(key, found);
  };
  for (const row of rows) {
    for (const one of row.step.asserted) add(one, "asserted", row);
    for (const one of row.step.denied) add(one, "denied", row);
    for (const standing of row.step.others) for (const one of standing.speakers) add(one, "others", row);
  }
  /** @type {(one: VoiceStances) => number} */
  const size = (one) => one.asserted.size + one.denied.size + one.others.size;
  return [...out.values()].sort((a, b) => size(b) - size(a) || (fold(a.text) < fold(b.text) ? -1 : 1));
}

/** @type {(title: string, rows: Set<Standpoint>) => Child} */
const listed = (title, rows) => rows.size > 0 && el("div", {}, el("p", { class: "key", text: title }),
  gradual(el("ul", { class: "relations" }), [...rows], relation, 8));

/**
 * One voice: how often it does what; opened, on which events.
 * @type {(one: VoiceStances, own: boolean) => HTMLElement}
 */
function voiceOf(one, own) {
  const box = el("div", { class: "said-by" });
  return el("li", { "data-voice": one.key, class: own ? "own" : null }, el("details", {
    // made when it is opened: a sheet has hundreds of lists that nobody opens
    on: { toggle: () => { if (!box.firstChild) setContent(box, DOES.map(([how, title]) => listed(title, one[how]))); } },
  }, el("summary", {}, isolated(one.text), own && " (itself)", el("span", { class: "counts" }, DOES.map(([how, title]) =>
    el("span", { class: `does d-${how}`, title, text: !one[how].size ? "" : how === "others" ? many(one[how].size, "other stance") : `${one[how].size} ${title}` })))), box));
}

/**
 * The sheet stays with its actor while the reader opens one event after the other.
 * @type {string | null}
 */
let sheetOf = null;

export function drawSheet() {
  sheetOf = view.node || sheetOf;
  const id = sheetOf || (ranking()[0] || [])[0];
  if (!id) {
    setContent(byId("sheet"), el("p", { class: "empty", text: "Nothing is drawn under this policy, these dates and filters." }));
    return;
  }
  const about = visible.rows.filter((one) => one.row.parties.includes(id));
  const speaks = stances(visible.rows).find((one) => one.key === id);
  setContent(byId("sheet"),
    el("h3", {}, isolated(valueAt(nodeOf, id).label)),
    el("p", { class: "remarks", text: `${sheetOf ? "" : "The most central actor; choose any other. "}${many(about.length, "event")} that it is part of, ${about.filter((one) => one.edge).length} of them relations; ${restsOn(about)}.` }),
    el("h4", { text: "What is said about it, by whom" }),
    gradual(el("ul", { class: "voices-of" }), stances(about), (one) => voiceOf(one, one.key === id), 25),
    el("h4", { text: "What it says itself" }),
    speaks ? el("div", { class: "said-by own-words" }, DOES.map(([how, title]) => listed(title, speaks[how]))) : el("p", { class: "remarks", text: "Nobody who speaks for it is on record here." }),
  );
}
