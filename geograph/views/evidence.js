// Saying who says so: chips, voices, and the evidence behind a row.

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function chip(status) {
  const [glyph, text, meaning] = words.statuses[status];
  return el("span", { class: `chip s-${status}`, title: meaning },
    el("i", { "aria-hidden": "true", text: glyph }), text);
}

const tag = (text, title) => el("span", { class: "tag", title, text });

/** One voice, with the marks that say how it comes to stand there. */
function voice(speaker) {
  const through = speaker.through.filter((person) => person !== speaker.label);
  return el("li", { title: through.length ? `through ${through.join(", ")}` : null },
    brief(speaker.anonymous ? through.join(", ") || speaker.label : speaker.label), " ",
    speaker.anonymous && [tag("anonymous", `an unnamed source of ${speaker.label}`), " "],
    speaker.inherited && [tag("inherited", "said of a wider or narrower event"), " "],
    speaker.rival && [tag("for a rival account", "says that it was another event, which excludes this one"), " "],
    speaker.mixed && tag("both", "says both on one day"));
}

/** A list for a cell: the first few, and how many more an opened row shows. */
function few(props, items, most) {
  const rest = items.length - most;
  return el("ul", props, rest > 1 ? items.slice(0, most) : items,
    rest > 1 && el("li", { class: "rest", text: `and ${rest} more` }));
}

/** A long list, a part at a time. */
function gradual(list, items, make, step = 30) {
  const more = el("li", { class: "further" }, el("button", { type: "button", class: "quiet", on: { click: (event) => { event.stopPropagation(); grow(); } } }));
  let shown = 0;
  function grow() {
    more.before(...items.slice(shown, shown + step).map(make));
    shown = Math.min(shown + step, items.length);
    if (shown === items.length) more.remove();
    else more.firstElementChild.textContent = `Show ${Math.min(step, items.length - shown)} more of ${items.length}`;
  }
  list.append(more);
  grow();
  return list;
}

const voices = (speakers, most = Infinity) =>
  speakers.length ? few({ class: "voices" }, speakers.map(voice), most)
    : el("span", { class: "none", "aria-label": "nobody", text: "–" });

function standings(step, most = Infinity) {
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

/** The measures taken in response to a row that are known by now, each with its stage. */
const answersOf = (row) => row.answers.filter((id) => now.at.has(id)).map((id) => ({
  id, label: rowOf.get(id).label, stage: stageOf(rowOf.get(id), view),
}));

function measures(row, most = Infinity) {
  const answers = answersOf(row);
  if (!answers.length) return el("span", { class: "none", "aria-label": "none", text: "–" });
  return few({ class: "measures" }, answers.map((measure) =>
    el("li", {},
      el("button", {
        type: "button", class: "plain",
        on: { click: (event) => { event.stopPropagation(); tell("pick", { row: measure.id, go: "ledger" }); } },
      }, brief(measure.label)),
      " ", tag(measure.stage))), most);
}

/** What makes no position although it was said, in the order in which a claim is marked. */
const GONE = {
  retracted: ["taken back", "its own voice has retracted it"],
  attributed: ["attributed", "known only through a party that says the same"],
  overtaken: ["since reversed", "its own voice has changed sides"],
};

/** What a claim does; one that counts as a stance on a stage ("denies lifted") speaks of an end. */
const stanceOf = (claim) => (claim.stance in words.stances ? claim.stance : "ending");

/** One claim: who for whom, what it does, when, in which words' details, and where it was read. */
function claimItem({ row, step }, i) {
  const claim = scene.claims[i];
  const source = documentOf.get(claim.document);
  const speaksFor = label(claim.voice) !== label(claim.claimant) &&
    [claim.anonymous ? ", unnamed, of " : " for ", name(label(claim.voice))];
  const inherited = claim.object !== row.id;
  const gone = Object.keys(GONE).find((name) => step[name].includes(i));
  return el("li", { class: gone ? "claim gone" : "claim", "data-claim": claim.id },
    el("p", { class: "who" }, el("b", {}, name(label(claim.claimant))), speaksFor,
      " ", el("span", { class: `does d-${stanceOf(claim)}`, text: words.stances[stanceOf(claim)][0] }), " ",
      gone && [tag(...GONE[gone]), " "],
      inherited && [tag("inherited"), " said of ", name(label(claim.object), { class: "of" })]),
    el("p", { class: "how" }, el("time", { datetime: claim.said, text: claim.when }),
      ` · ${claim.statement_kind}`,
      claim.details.map(([key, text]) => [" · ", el("span", { class: "key", text: key }), " ", name(text)]).flat()),
    el("p", { class: "where" }, name(source.title, { class: "source" }),
      `, paragraph ${claim.locator} · `, name(source.publisher), `, ${source.published}`,
      source.extent === "whole" ? " · " : ` · read: ${source.extent} · `,
      source.url ? link(source.url, "open the document") : el("span", { class: "none", text: "no address" })));
}

const SIDES = [
  ["For", "for", (stance) => stance === "asserts" || stance === "records"],
  ["Against", "against", (stance) => stance === "denies"],
  ["Other stances", "other", (stance) => !["asserts", "records", "denies"].includes(stance)],
];

/** Everything behind a row; the same in the ledger and beside the graph. */
function evidence(one, heading = "h4") {
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

/** How the status came about, day by day, as far as it is known; only where it has changed. */
function historyOf({ row, i }, heading) {
  const turns = row.steps.slice(0, i + 1).filter((step, at, all) => !at || step.status !== all[at - 1].status);
  return turns.length > 1 && el("section", { class: "side turns" },
    el(heading, { text: "Status by what was known" }),
    el("ol", {}, turns.map((step) => el("li", {},
      el("time", { datetime: step.known, text: sayDay(step.known) }), " ", chip(step.status)))));
}

/** What became of a row, in one line: why it is drawn or not, and what is odd about it. */
function remarks(one) {
  const stage = stageOf(one.row, view);
  const why = undrawn(one);
  return el("p", { class: "remarks" },
    el("span", { text: `${sentence(words.statuses[one.step.status][2])}.` }),
    one.step.detail && el("span", { text: ` ${sentence(one.step.detail)}.` }),
    one.step.flags.map((flag) => el("span", { text: ` ${sentence(words.flags[flag])}.` })),
    stage && el("span", { text: ` Stage: ${stage}.` }),
    why !== null && el("span", { class: "undrawn", text: ` Not in the graph: ${why}.` }));
}
