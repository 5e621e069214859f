// The sheet of one actor: what is said about it, by whom, and what it says itself.

const DOES = [["asserted", "asserted"], ["denied", "denied"], ["others", "other stances"]];

/** Everybody who takes a stance on the given rows: voice → what it does → rows. */
function stances(rows) {
  const out = new Map();
  const add = (one, how, row) => {
    const key = `${one.anonymous ? "?" : ""}${one.id}`;
    if (!out.has(key)) out.set(key, { key, id: one.id, text: one.anonymous ? `unnamed sources, ${one.label}` : one.label, asserted: new Set(), denied: new Set(), others: new Set() });
    out.get(key)[how].add(row);
  };
  for (const row of rows) {
    for (const one of row.step.asserted) add(one, "asserted", row);
    for (const one of row.step.denied) add(one, "denied", row);
    for (const standing of row.step.others) for (const one of standing.speakers) add(one, "others", row);
  }
  const size = (one) => one.asserted.size + one.denied.size + one.others.size;
  return [...out.values()].sort((a, b) => size(b) - size(a) || (fold(a.text) < fold(b.text) ? -1 : 1));
}

const listed = (title, rows) => rows.size > 0 && el("div", {}, el("p", { class: "key", text: title }),
  gradual(el("ul", { class: "relations" }), [...rows], relation, 8));

/** One voice: how often it does what; opened, on which events. */
function voiceOf(one, own) {
  const box = el("div", { class: "said-by" });
  return el("li", { "data-voice": one.key, class: own ? "own" : null }, el("details", {
    // made when it is opened: a sheet has hundreds of lists that nobody opens
    on: { toggle: () => { if (!box.firstChild) box.append(...DOES.map(([how, title]) => listed(title, one[how])).filter(Boolean)); } },
  }, el("summary", {}, name(one.text), own && " (itself)", el("span", { class: "counts" }, DOES.map(([how, title]) =>
    el("span", { class: `does d-${how}`, title, text: !one[how].size ? "" : how === "others" ? many(one[how].size, "other stance") : `${one[how].size} ${title}` })))), box));
}

/** The sheet stays with its actor while the reader opens one event after the other. */
let sheetOf = null;

function drawSheet() {
  sheetOf = view.node || sheetOf;
  const id = sheetOf || (ranking()[0] || [])[0];
  if (!id) {
    byId("sheet").replaceChildren(el("p", { class: "empty", text: "Nothing is drawn under this policy, these dates and filters." }));
    return;
  }
  const about = now.rows.filter((one) => one.row.parties.includes(id));
  const speaks = stances(now.rows).find((one) => one.key === id);
  byId("sheet").replaceChildren(...[
    el("h3", {}, name(nodeOf.get(id).label)),
    el("p", { class: "remarks", text: `${sheetOf ? "" : "The most central actor; choose any other. "}${many(about.length, "event")} that it is part of, ${about.filter((one) => one.edge).length} of them relations; ${restsOn(about)}.` }),
    el("h4", { text: "What is said about it, by whom" }),
    gradual(el("ul", { class: "voices-of" }), stances(about), (one) => voiceOf(one, one.key === id), 25),
    el("h4", { text: "What it says itself" }),
    speaks ? el("div", { class: "said-by own-words" }, DOES.map(([how, title]) => listed(title, speaks[how]))) : el("p", { class: "remarks", text: "Nobody who speaks for it is on record here." }),
  ]);
}

function startSheet() {
  LOOKS.sheet = drawSheet;
}
