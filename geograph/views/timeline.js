// The timeline: what was said on which day, and which measures came, for an event or an actor.

const LANE = 25, LANES = 40, LEFT = 272, TOP = 34, WIDE = 940;

/** The lanes for an event: a voice each, in the order in which they spoke, then the measures. */
function lanesOfRow(one) {
  const speakers = new Map();
  for (const i of [...one.step.claims].sort((a, b) => (scene.claims[a].said < scene.claims[b].said ? -1 : 1))) {
    const claim = scene.claims[i];
    const who = claim.anonymous ? `${label(claim.claimant)} (unnamed)` : label(claim.voice);
    if (!speakers.has(who)) speakers.set(who, { text: who, points: [] });
    speakers.get(who).points.push(pointOf(i, one));
  }
  const answers = answersOf(one.row).map(({ id, label: text, stage }) => {
    const other = now.at.get(id);
    return { text, measure: true, row: id, points: [{ day: other.row.start || other.step.day, kind: "measure", said: `${text}: ${stage}`, row: id }] };
  }).sort((a, b) => (a.points[0].day < b.points[0].day ? -1 : 1));
  return [...speakers.values(), ...answers];
}

const speaksIn = (id) => (i) => scene.claims[i].voice === id || scene.claims[i].claimant === id;
/** The events that an actor is part of or speaks of, what is most contested first. */
const eventsOf = (id) => now.rows.filter((one) => one.row.parties.includes(id) || one.step.claims.some(speaksIn(id)));
/** The event that has a lane for every voice, if any. */
const eventOfLanes = () => now.at.get(view.row) || (view.node ? null : now.rows[0]);
/** The rows whose statements the timeline shows. */
function rowsOfLanes() {
  const one = eventOfLanes();
  return one ? [one] : view.node ? eventsOf(view.node).slice(0, LANES) : [];
}

/** The lanes for an actor, one for each of its events. */
function lanesOfNode(id) {
  const speaks = speaksIn(id);
  return eventsOf(id).map((one) => ({
    text: sentence(one.row.label), row: one.row.id, measure: Boolean(one.row.stages),
    points: one.step.claims.map((i) => ({ ...pointOf(i, one), faint: !speaks(i), row: one.row.id })),
  }));
}

function pointOf(i, { row, step }) {
  const claim = scene.claims[i];
  const kind = claim.stance === "asserts" || claim.stance === "records" ? "for" : claim.stance === "denies" ? "against" : "other";
  const gone = step.attributed.includes(i) || step.retracted.includes(i) || step.overtaken.includes(i);
  return {
    day: claim.said, kind, gone, claim: claim.id,
    said: `${claim.when}: ${label(claim.claimant)} ${words.stances[stanceOf(claim)][0]}${claim.object === row.id ? "" : ` (said of ${label(claim.object)})`}`,
  };
}

const MARKS = {
  for: () => svg("circle", { r: 5 }),
  against: () => svg("path", { d: "M-4.5 -4.5 4.5 4.5M4.5 -4.5 -4.5 4.5" }),
  other: () => svg("circle", { r: 4, class: "open" }),
  measure: () => svg("rect", { x: -4.5, y: -4.5, width: 9, height: 9 }),
};

/** Years, or months where they are few, as marks on the axis. */
function axis(first, last, at, high) {
  const [from, to] = [new Date(first), new Date(last)];
  const months = (to - from) / DAY < 700;
  const ticks = [];
  const day = new Date(Date.UTC(from.getUTCFullYear(), months ? from.getUTCMonth() : 0, 1));
  while (day <= to) {
    if (day >= from) ticks.push(iso(day));
    if (months) day.setUTCMonth(day.getUTCMonth() + ((to - from) / DAY < 330 ? 1 : 3));
    else day.setUTCFullYear(day.getUTCFullYear() + 1);
  }
  return ticks.map((tick) => svg("g", { class: "tick" }, svg("path", { d: `M${at(tick)} ${TOP - 8}V${high}` }),
    svg("text", { x: at(tick), y: TOP - 14 }, months ? `${MONTHS[tick.slice(5, 7) - 1]} ${tick.slice(0, 4)}` : tick.slice(0, 4))));
}

function drawLanes(lanes, title) {
  const days = lanes.flatMap((lane) => lane.points.map((point) => point.day)).filter(Boolean).sort();
  if (!days.length) return null;
  const [first, last] = [Date.parse(days[0]) - 12 * DAY, Date.parse(days[days.length - 1]) + 12 * DAY];
  const at = (day) => LEFT + ((WIDE - LEFT - 20) * (Date.parse(day) - first)) / (last - first);
  const high = TOP + LANE * lanes.length + 6;
  return svg("svg", { class: "look lanes", viewBox: `0 0 ${WIDE} ${high}`, role: "img", "aria-label": `${title}: ${many(days.length, "statement and measure", "statements and measures")} from ${sayDay(days[0])} to ${sayDay(days[days.length - 1])}. The evidence beside it says the same in words.` },
    axis(first, last, at, high),
    lanes.map((lane, i) => svg("g", { class: "lane", "data-lane": lane.row || lane.text, transform: `translate(0 ${TOP + LANE * (i + 0.5)})` },
      svg("path", { class: "rail-of", d: `M${LEFT} 0H${WIDE}` }),
      svg("text", { class: lane.measure ? "measure-name" : "name", x: LEFT - 12, y: 4.5, on: lane.row ? { click: () => tell("pick", { row: lane.row }) } : {} },
        svg("title", {}, lane.text), lane.text.length > 32 ? `${lane.text.slice(0, 30)} …` : lane.text),
      lane.points.filter((point) => point.day).map((point) => svg("g", {
        class: `point ${point.kind}${point.gone ? " gone" : ""}${point.faint ? " faint" : ""}`, transform: `translate(${at(point.day)} 0)`,
        on: { click: () => fromTimeline(point) },
      }, svg("title", {}, point.said), MARKS[point.kind]())))));
}

/** A point leads to its claim in the panel, or to the row that it is of. */
function fromTimeline(point) {
  if (point.row) {
    tell("pick", { row: point.row });
    return;
  }
  const claim = document.querySelector(`#panel [data-claim="${CSS.escape(point.claim)}"]`);
  if (!claim) return;
  for (const other of document.querySelectorAll("#panel .claim.found")) other.classList.remove("found");
  claim.classList.add("found");
  claim.scrollIntoView({ block: "center" });
}

function drawTimeline() {
  const one = eventOfLanes();
  const title = one ? sentence(one.row.label) : view.node ? nodeOf.get(view.node).label : "Nothing is chosen";
  const all = one ? lanesOfRow(one) : view.node ? lanesOfNode(view.node) : [];
  const lanes = all.slice(0, LANES);
  const key = (kind, text) => el("span", {}, svg("svg", { class: "symbol lanes", width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" }, svg("g", { class: `point ${kind}` }, MARKS[kind]())), ` ${text}`);
  byId("timeline").replaceChildren(...[
    el("h3", {}, name(title)),
    el("p", { class: "remarks", text: one ? (view.row ? "Who spoke of it, and when." : "The first event of the ledger; choose any other, or an actor.") : "The events that it is part of or speaks of; faint is what others say." }, ` ${sentence(rests(rowsOfLanes()))}.`),
    drawLanes(lanes, title) || el("p", { class: "empty", text: "Nothing is dated here." }),
    all.length > lanes.length && el("p", { class: "remarks", text: `The first ${lanes.length} of ${all.length}.` }),
    el("p", { class: "shades" }, key("for", "asserts"), key("against", "denies"), key("other", "another stance"), key("measure", "measure")),
  ].filter(Boolean));
}

function startTimeline() {
  LOOKS.timeline = drawTimeline;
  SHOWN.timeline = rowsOfLanes;
}
