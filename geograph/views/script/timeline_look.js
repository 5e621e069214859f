// The timeline: what was said on which day, and which measures came, for an event or an actor.

import { DAY, iso, MONTHS, sayDay } from "./calendar.js";
import { byId, el, isolated, setContent, svg } from "./elements.js";
import { rests } from "./evidence_counts.js";
import { answersOf, stanceOf } from "./evidence_list.js";
import { ordered, valueAt } from "./maps.js";
import { many, sentence } from "./phrases.js";
import { label, nodeOf, scene, words } from "./scene_data.js";
import { tell } from "./topics.js";
import { view } from "./view_state.js";
import { pickedRow, visible } from "./visible.js";

/** @import { Day, Lane, LanePoint, Standpoint } from "./types.d.ts" */

const LANE = 25;
const LANES = 40;
const LEFT = 272;
const TOP = 34;
const WIDE = 940;
/** Stands after every day. */
const LAST = "9999";

/**
 * The lanes for an event: a voice each, in the order in which they spoke, then the measures.
 * @type {(one: Standpoint) => Lane[]}
 */
function lanesOfRow(one) {
  /** @type {Map<string, Lane>} */
  const speakers = new Map();
  for (const i of [...one.step.claims].sort((a, b) => (scene.claims[a].said < scene.claims[b].said ? -1 : 1))) {
    const claim = scene.claims[i];
    const who = claim.anonymous ? `${label(claim.claimant)} (unnamed)` : label(claim.voice);
    const lane = speakers.get(who) ?? { text: who, points: [] };
    lane.points.push(pointOf(i, one));
    speakers.set(who, lane);
  }
  const answers = answersOf(one.row).map(({ id, label: text, stage }) => {
    const other = valueAt(visible.at, id);
    /** @type {LanePoint} */
    const point = { day: other.row.start || other.step.day, kind: "measure", said: `${text}: ${stage}`, row: id };
    return { text, measure: true, row: id, points: [point] };
  });
  return [...speakers.values(), ...ordered(answers, ({ points: [point] }) => point.day || LAST, false)];
}

/** @type {(id: string) => (i: number) => boolean} */
const speaksIn = (id) => (i) => scene.claims[i].voice === id || scene.claims[i].claimant === id;

/**
 * The events that an actor is part of or speaks of, what is most contested first.
 * @type {(id: string) => Standpoint[]}
 */
const eventsOf = (id) => visible.rows.filter((one) => one.row.parties.includes(id) || one.step.claims.some(speaksIn(id)));

/**
 * The event that has a lane for every voice, if any.
 * @type {() => Standpoint | null | undefined}
 */
const eventOfLanes = () => pickedRow() || (view.node ? null : visible.rows[0]);

/**
 * The rows whose statements the timeline shows.
 * @type {() => Standpoint[]}
 */
export function rowsOfLanes() {
  const one = eventOfLanes();
  return one ? [one] : view.node ? eventsOf(view.node).slice(0, LANES) : [];
}

/**
 * The lanes for an actor, one for each of its events.
 * @type {(id: string) => Lane[]}
 */
function lanesOfNode(id) {
  const speaks = speaksIn(id);
  return eventsOf(id).map((one) => ({
    text: sentence(one.row.label), row: one.row.id, measure: Boolean(one.row.stages),
    points: one.step.claims.map((i) => ({ ...pointOf(i, one), faint: !speaks(i), row: one.row.id })),
  }));
}

/** @type {(i: number, one: Standpoint) => LanePoint} */
function pointOf(i, { row, step }) {
  const claim = scene.claims[i];
  const kind = claim.stance === "asserts" || claim.stance === "records" ? "for" : claim.stance === "denies" ? "against" : "other";
  const gone = step.attributed.includes(i) || step.retracted.includes(i) || step.overtaken.includes(i);
  return {
    day: claim.said, kind, gone, claim: claim.id,
    said: `${claim.when}: ${label(claim.claimant)} ${words.stances[stanceOf(claim)][0]}${claim.object === row.id ? "" : ` (said of ${label(claim.object)})`}`,
  };
}

/** @type {Record<LanePoint["kind"], () => SVGElement>} */
const MARKS = {
  for: () => svg("circle", { r: 5 }),
  against: () => svg("path", { d: "M-4.5 -4.5 4.5 4.5M4.5 -4.5 -4.5 4.5" }),
  other: () => svg("circle", { r: 4, class: "open" }),
  measure: () => svg("rect", { x: -4.5, y: -4.5, width: 9, height: 9 }),
};

/**
 * Years, or months where they are few, as marks on the axis.
 * @type {(first: number, last: number, at: (day: Day) => number, high: number) => SVGElement[]}
 */
function axis(first, last, at, high) {
  const [from, to] = [new Date(first), new Date(last)];
  const days = (last - first) / DAY;
  const months = days < 700;
  const ticks = [];
  const day = new Date(Date.UTC(from.getUTCFullYear(), months ? from.getUTCMonth() : 0, 1));
  while (day <= to) {
    if (day >= from) ticks.push(iso(day));
    if (months) day.setUTCMonth(day.getUTCMonth() + (days < 330 ? 1 : 3));
    else day.setUTCFullYear(day.getUTCFullYear() + 1);
  }
  return ticks.map((tick) => svg("g", { class: "tick" }, svg("path", { d: `M${at(tick)} ${TOP - 8}V${high}` }),
    svg("text", { x: at(tick), y: TOP - 14 }, months ? `${MONTHS[Number(tick.slice(5, 7)) - 1]} ${tick.slice(0, 4)}` : tick.slice(0, 4))));
}

/** @type {(lanes: Lane[], title: string) => SVGElement | null} */
function drawLanes(lanes, title) {
  const days = lanes.flatMap((lane) => lane.points.flatMap((point) => point.day || [])).sort();
  if (!days.length) return null;
  const [first, last] = [Date.parse(days[0]) - 12 * DAY, Date.parse(days[days.length - 1]) + 12 * DAY];
  /** @type {(day: Day) => number} */
  const at = (day) => LEFT + ((WIDE - LEFT - 20) * (Date.parse(day) - first)) / (last - first);
  const high = TOP + LANE * lanes.length + 6;
  return svg("svg", { class: "look lanes", viewBox: `0 0 ${WIDE} ${high}`, role: "img", "aria-label": `${title}: ${many(days.length, "statement and measure", "statements and measures")} from ${sayDay(days[0])} to ${sayDay(days[days.length - 1])}. The evidence beside it says the same in words.` },
    axis(first, last, at, high),
    lanes.map((lane, i) => svg("g", { class: "lane", "data-lane": lane.row || lane.text, transform: `translate(0 ${TOP + LANE * (i + 0.5)})` },
      svg("path", { class: "rail-of", d: `M${LEFT} 0H${WIDE}` }),
      svg("text", { class: lane.measure ? "measure-name" : "name", x: LEFT - 12, y: 4.5, on: lane.row ? { click: () => tell("pick", { row: lane.row }) } : undefined },
        svg("title", {}, lane.text), lane.text.length > 32 ? `${lane.text.slice(0, 30)} …` : lane.text),
      lane.points.map((point) => point.day && svg("g", {
        class: `point ${point.kind}${point.gone ? " gone" : ""}${point.faint ? " faint" : ""}`, transform: `translate(${at(point.day)} 0)`,
        on: { click: () => fromTimeline(point) },
      }, svg("title", {}, point.said), MARKS[point.kind]())))));
}

/**
 * A point leads to its claim in the panel, or to the row that it is of.
 * @type {(point: LanePoint) => void}
 */
function fromTimeline(point) {
  if (point.row) {
    tell("pick", { row: point.row });
    return;
  }
  const claim = document.querySelector(`#panel [data-claim="${CSS.escape(point.claim ?? "")}"]`);
  if (!claim) return;
  for (const other of document.querySelectorAll("#panel .claim.found")) other.classList.remove("found");
  claim.classList.add("found");
  claim.scrollIntoView({ block: "center" });
}

export function drawTimeline() {
  const one = eventOfLanes();
  const title = one ? sentence(one.row.label) : view.node ? valueAt(nodeOf, view.node).label : "Nothing is chosen";
  const all = one ? lanesOfRow(one) : view.node ? lanesOfNode(view.node) : [];
  const lanes = all.slice(0, LANES);
  /** @type {(kind: LanePoint["kind"], text: string) => HTMLElement} */
  const key = (kind, text) => el("span", {}, svg("svg", { class: "symbol lanes", width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" }, svg("g", { class: `point ${kind}` }, MARKS[kind]())), ` ${text}`);
  setContent(byId("timeline"),
    el("h3", {}, isolated(title)),
    el("p", { class: "remarks", text: one ? (view.row ? "Who spoke of it, and when." : "The first event of the ledger; choose any other, or an actor.") : "The events that it is part of or speaks of; faint is what others say." }, ` ${sentence(rests(rowsOfLanes()))}.`),
    drawLanes(lanes, title) || el("p", { class: "empty", text: "Nothing is dated here." }),
    all.length > lanes.length && el("p", { class: "remarks", text: `The first ${lanes.length} of ${all.length}.` }),
    el("p", { class: "shades" }, key("for", "asserts"), key("against", "denies"), key("other", "another stance"), key("measure", "measure")),
  );
}
