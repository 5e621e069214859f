// Saying who says so: chips, voices, and the evidence behind a row.

import { sayDay } from "./calendar.js";
import { stageOf } from "./cuts.js";
import { brief, el, isolated, link } from "./elements.js";
import { valueAt } from "./maps.js";
import { sentence } from "./phrases.js";
import { documentOf, label, rowOf, scene, words } from "./scene_data.js";
import { tell } from "./topics.js";
import { view } from "./view_state.js";
import { undrawn, visible } from "./visible.js";

/** @import { Answer, Child, Claim, Props, Row, Speaker, Standpoint, Step } from "./types.d.ts" */

/** @type {(status: string) => HTMLElement} */
export function chip(status) {
  const [glyph, text, meaning] = words.statuses[status];
  return el("span", { class: `chip s-${status}`, title: meaning },
    el("i", { "aria-hidden": "true", text: glyph }), text);
}

/** @type {(text: string, title?: string) => HTMLElement} */
export const tag = (text, title) => el("span", { class: "tag", title, text });

/**
 * One voice, with the marks that say how it comes to stand there.
 * @type {(speaker: Speaker) => HTMLElement}
 */
function voice(speaker) {
  const through = speaker.through.filter((person) => person !== speaker.label);
  return el("li", { title: through.length ? `through ${through.join(", ")}` : null },
    brief(speaker.anonymous ? through.join(", ") || speaker.label : speaker.label), " ",
    speaker.anonymous && [tag("anonymous", `an unnamed source of ${speaker.label}`), " "],
    speaker.inherited && [tag("inherited", "said of a wider or narrower event"), " "],
    speaker.rival && [tag("for a rival account", "says that it was another event, which excludes this one"), " "],
    speaker.mixed && tag("both", "says both on one day"));
}

/**
 * A list for a cell: the first few, and how many more an opened row shows.
 * @type {(props: Props, items: HTMLElement[], most: number) => HTMLElement}
 */
function few(props, items, most) {
  const rest = items.length - most;
  return el("ul", props, rest > 1 ? items.slice(0, most) : items,
    rest > 1 && el("li", { class: "rest", text: `and ${rest} more` }));
}

/**
 * A long list, a part at a time.
 * @type {<T>(list: HTMLElement, items: T[], make: (item: T, i: number) => HTMLElement, step?: number) => HTMLElement}
 */
export function gradual(list, items, make, step = 30) {
  const button = el("button", { type: "button", class: "quiet", on: { click: (event) => { event.stopPropagation(); grow(); } } });
  const more = el("li", { class: "further" }, button);
  let shown = 0;
  function grow() {
    more.before(...items.slice(shown, shown + step).map(make));
    shown = Math.min(shown + step, items.length);
    if (shown === items.length) more.remove();
    else button.textContent = `Show ${Math.min(step, items.length - shown)} more of ${items.length}`;
  }
  list.append(more);
  grow();
  return list;
}

/** @type {(speakers: Speaker[], most?: number) => HTMLElement} */
export const voices = (speakers, most = Infinity) =>
  speakers.length ? few({ class: "voices" }, speakers.map(voice), most)
    : el("span", { class: "none", "aria-label": "nobody", text: "–" });

/** @type {(step: Step, most?: number) => HTMLElement} */
export function standings(step, most = Infinity) {
  if (!step.others.length) return el("span", { class: "none", "aria-label": "none", text: "–" });
  return few({ class: "others" }, step.others.map((standing) => {
    const rest = standing.speakers.length - most;
    const first = rest > 1 ? standing.speakers.slice(0, most) : standing.speakers;
    return el("li", {}, `${standing.words} `,
      first.flatMap((speaker, i) => [i ? ", " : "", brief(
        speaker.anonymous ? "an unnamed source" : speaker.label,
        speaker.anonymous ? { title: speaker.label } : {})]),
      rest > 1 && ` and ${rest} more`);
  }), most);
}

/**
 * The measures taken in response to a row that are known by now, each with its stage.
 * @type {(row: Row) => Answer[]}
 */
export const answersOf = (row) => row.answers.filter((id) => visible.at.has(id)).map((id) => ({
  id, label: valueAt(rowOf, id).label, stage: stageOf(valueAt(rowOf, id), view),
}));

/** @type {(row: Row, most?: number) => HTMLElement} */
export function measures(row, most = Infinity) {
  const answers = answersOf(row);
  if (!answers.length) return el("span", { class: "none", "aria-label": "none", text: "–" });
  return few({ class: "measures" }, answers.map((measure) =>
    el("li", {},
      el("button", {
        type: "button", class: "plain",
        on: { click: (event) => { event.stopPropagation(); tell("pick", { row: measure.id, go: "ledger" }); } },
      }, brief(measure.label)),
      " ", measure.stage !== null && tag(measure.stage))), most);
}

/**
 * What makes no position although it was said, in the order in which a claim is marked.
 * @type {{ kind: "retracted" | "attributed" | "overtaken"; words: string; meaning: string }[]}
 */
const GONE = [
  { kind: "retracted", words: "taken back", meaning: "its own voice has retracted it" },
  { kind: "attributed", words: "attributed", meaning: "known only through a party that says the same" },
  { kind: "overtaken", words: "since reversed", meaning: "its own voice has changed sides" },
];

/**
 * What a claim does; one that counts as a stance on a stage ("denies lifted") speaks of an end.
 * @type {(claim: Claim) => string}
 */
export const stanceOf = (claim) => (claim.stance in words.stances ? claim.stance : "ending");

/**
 * One claim: who for whom, what it does, when, in which words' details, and where it was read.
 * @type {(one: Standpoint, i: number) => HTMLElement}
 */
function claimItem({ row, step }, i) {
  const claim = scene.claims[i];
  const source = valueAt(documentOf, claim.document);
  const speaksFor = label(claim.voice) !== label(claim.claimant) &&
    [claim.anonymous ? ", unnamed, of " : " for ", isolated(label(claim.voice))];
  const inherited = claim.object !== row.id;
  const gone = GONE.find(({ kind }) => step[kind].includes(i));
  return el("li", { class: gone ? "claim gone" : "claim", "data-claim": claim.id },
    el("p", { class: "who" }, el("b", {}, isolated(label(claim.claimant))), speaksFor,
      " ", el("span", { class: `does d-${stanceOf(claim)}`, text: words.stances[stanceOf(claim)][0] }), " ",
      gone && [tag(gone.words, gone.meaning), " "],
      inherited && [tag("inherited"), " said of ", isolated(label(claim.object), { class: "of" })]),
    el("p", { class: "how" }, el("time", { datetime: claim.said, text: claim.when }),
      ` · ${claim.statement_kind}`,
      claim.details.map(([key, text]) => [" · ", el("span", { class: "key", text: key }), " ", isolated(text)]).flat()),
    el("p", { class: "where" }, isolated(source.title, { class: "source" }),
      `, paragraph ${claim.locator} · `, isolated(source.publisher), `, ${source.published}`,
      source.extent === "whole" ? " · " : ` · read: ${source.extent} · `,
      source.url ? link(source.url, "open the document") : el("span", { class: "none", text: "no address" })));
}

/** @type {[title: string, side: string, holds: (stance: string) => boolean][]} */
const SIDES = [
  ["For", "for", (stance) => stance === "asserts" || stance === "records"],
  ["Against", "against", (stance) => stance === "denies"],
  ["Other stances", "other", (stance) => !["asserts", "records", "denies"].includes(stance)],
];

/**
 * Everything behind a row; the same in the ledger and beside the graph.
 * @type {(one: Standpoint, heading?: "h3" | "h4") => HTMLElement}
 */
export function evidence(one, heading = "h4") {
  const claims = one.step.claims;
  return el("div", { class: "evidence" },
    SIDES.map(([title, side, holds]) => {
      const own = claims.filter((i) => holds(scene.claims[i].stance));
      // what was taken back is shown, and is evidence no longer
      const gone = own.filter((i) => one.step.retracted.includes(i)).length;
      return own.length > 0 && el("section", { class: `side ${side}` },
        el(heading, {}, title, " ", el("span", { class: "count", text: `${own.length - gone}${gone ? `, ${gone} taken back` : ""}` })),
        gradual(el("ul"), own, (i) => claimItem(one, i)));
    }),
    answersOf(one.row).length > 0 && el("section", { class: "side" },
      el(heading, { text: "Measures in response" }), measures(one.row)),
    historyOf(one, heading));
}

/**
 * How the status came about, day by day, as far as it is known; only where it has changed.
 * @type {(one: Standpoint, heading: "h3" | "h4") => Child}
 */
function historyOf({ row, i }, heading) {
  const turns = row.steps.slice(0, i + 1).filter((step, at, all) => !at || step.status !== all[at - 1].status);
  return turns.length > 1 && el("section", { class: "side turns" },
    el(heading, { text: "Status by what was known" }),
    el("ol", {}, turns.map((step) => el("li", {},
      el("time", { datetime: step.known, text: sayDay(step.known) }), " ", chip(step.status)))));
}

/**
 * What became of a row, in one line: why it is drawn or not, and what is odd about it.
 * @type {(one: Standpoint) => HTMLElement}
 */
export function remarks(one) {
  const stage = stageOf(one.row, view);
  const why = undrawn(one);
  return el("p", { class: "remarks" },
    el("span", { text: `${sentence(words.statuses[one.step.status][2])}.` }),
    one.step.detail && el("span", { text: ` ${sentence(one.step.detail)}.` }),
    one.step.flags.map((flag) => el("span", { text: ` ${sentence(words.flags[flag])}.` })),
    stage && el("span", { text: ` Stage: ${stage}.` }),
    why !== null && el("span", { class: "undrawn", text: ` Not in the graph: ${why}.` }));
}
