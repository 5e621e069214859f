// The ledger: a table of rows that is sorted, filtered and opened.

const PAGE = 20, MORE = 50;
const edgesOfRow = Map.groupBy ? Map.groupBy(scene.edges, (edge) => edge.row)
  : scene.edges.reduce((map, edge) => map.set(edge.row, [...(map.get(edge.row) || []), edge]), new Map());

const ledger = {
  sort: null, down: true, text: "", kind: "", source: "", statuses: new Set(),
  limit: PAGE, open: new Set(), picked: null, made: new Map(), shown: [],
};

/** What a search looks through: the row's own words and everybody who speaks on it. */
const haystack = new Map();
function haystackOf(row) {
  if (!haystack.has(row.id)) {
    const said = new Set(row.claims.map((id) => claimOf.get(id)).flatMap((claim) => {
      const { title, publisher } = documentOf.get(claim.document);
      return [claim.claimant, claim.voice, title, publisher];
    }));
    const ends = (edgesOfRow.get(row.id) || []).flatMap((edge) => [edge.source, edge.target])
      .flatMap((id) => [nodeOf.get(id).label, ...nodeOf.get(id).aliases]);
    haystack.set(row.id, fold([row.label, row.kind_label, words.statuses[row.status][1], row.when,
      ...said, ...ends].join(" ")));
  }
  return haystack.get(row.id);
}

/** Read through the rows for the search while nobody is doing anything. */
function readAhead(from = 0) {
  const until = Math.min(from + 40, scene.rows.length);
  for (const row of scene.rows.slice(from, until)) haystackOf(row);
  if (until < scene.rows.length) (window.requestIdleCallback || setTimeout)(() => readAhead(until));
}

/** Where the documents behind a row come from. */
const sourcesOf = (row) => row.claims.map((id) => documentOf.get(claimOf.get(id).document));

function passes(row) {
  const sought = fold(ledger.text).split(/\s+/).filter(Boolean);
  const [sort, from] = [ledger.source.slice(0, 1), ledger.source.slice(1)];
  return (!sort || sourcesOf(row).some((one) => (sort === "c" ? one.country : one.publisher) === from))
    && (!ledger.kind || row.kind === ledger.kind)
    && (!ledger.statuses.size || ledger.statuses.has(row.status))
    && sought.every((word) => haystackOf(row).includes(word));
}

const KEYS = {
  label: (row) => fold(row.label),
  day: (row) => row.day || "",
  heat: (row) => row.heat,
  asserted: (row) => row.asserted.length,
  denied: (row) => row.denied.length,
  others: (row) => row.others.reduce((sum, standing) => sum + standing.speakers.length, 0),
  measures: (row) => row.measures.length,
};

function sorted(rows) {
  // the scene's own order is the opening one: most contested first, then most recent
  if (!ledger.sort) return rows;
  const key = KEYS[ledger.sort];
  const turn = ledger.down ? -1 : 1;
  return [...rows].sort((a, b) => (key(a) < key(b) ? -turn : key(a) > key(b) ? turn : 0));
}

function cells(row) {
  const toggle = el("button", {
    type: "button", class: "toggle", "aria-expanded": "false",
    on: { click: (event) => { event.stopPropagation(); flip(row.id); } },
  }, el("span", { class: "turn", "aria-hidden": "true" }), brief(row.label));
  const tr = el("tr", { class: "row", "data-row": row.id, on: { click: () => pickFromLedger(row.id) } },
    el("th", { scope: "row", class: "w-event" }, toggle,
      el("p", { class: "meta" }, row.kind_label,
        row.stage && ` · ${row.stage}`,
        row.undrawn !== null && el("span", { class: "undrawn", title: `Not in the graph: ${row.undrawn}`, text: " · not in the graph" }))),
    el("td", { class: "w-when", "data-name": "When", text: row.when }),
    el("td", { class: "w-status", "data-name": "Status" }, chip(row.status),
      row.flags.map((flag) => [" ", tag(flag, words.flags[flag])])),
    el("td", { class: "w-asserted", "data-name": "Asserted by" }, voices(row.asserted, 5)),
    el("td", { class: "w-denied", "data-name": "Denied by" }, voices(row.denied, 5)),
    el("td", { class: "w-also", "data-name": "Other stances" }, standings(row, 3)),
    el("td", { class: "w-measures", "data-name": "Measures in response" }, measures(row, 3)));
  return { tr, toggle, detail: null };
}

function detailOf(row) {
  return el("tr", { class: "detail", "data-of": row.id },
    el("td", { colspan: "7" },
      el("div", { class: "detail-head" }, remarks(row),
        edgesOfRow.has(row.id) && el("button", {
          type: "button", class: "quiet",
          on: { click: () => tell("pick", { row: row.id, go: "drawing" }) }, text: "Show in the graph",
        })),
      evidence(row)));
}

function parts(row) {
  if (!ledger.made.has(row.id)) ledger.made.set(row.id, cells(row));
  return ledger.made.get(row.id);
}

function flip(id) {
  if (ledger.open.has(id) && ledger.picked === id) {
    ledger.open.delete(id);
    tell("pick", {});
  } else if (ledger.open.has(id)) {
    ledger.open.delete(id);
    drawLedger();
  } else pickFromLedger(id);
}

function pickFromLedger(id) {
  if (window.getSelection().toString()) return; // somebody is copying a name
  tell("pick", { row: id });
}

function drawLedger() {
  const all = sorted(scene.rows.filter(passes));
  const place = all.findIndex((row) => row.id === ledger.picked);
  ledger.shown = all.slice(0, ledger.limit);
  // what was picked in the graph may stand far below: it comes last rather than after all between
  if (place >= ledger.limit) ledger.shown.push(all[place]);
  const body = byId("rows").tBodies[0];
  const held = body.contains(document.activeElement) ? document.activeElement : null;
  settle(body, ledger.shown.flatMap((row) => {
    const made = parts(row);
    const open = ledger.open.has(row.id);
    made.toggle.setAttribute("aria-expanded", String(open));
    made.tr.classList.toggle("picked", row.id === ledger.picked);
    made.tr.classList.toggle("opened", open);
    if (open && !made.detail) made.detail = detailOf(row);
    return open ? [made.tr, made.detail] : [made.tr];
  }));
  if (!all.length) {
    body.append(el("tr", {}, el("td", { colspan: "7", class: "empty", text: scene.rows.length
      ? "Nothing passes the filters." : "Nothing has been said by this day." })));
  }
  // whoever walks by keyboard keeps their place when the rows are set anew
  if (held && body.contains(held)) held.focus({ preventScroll: true });
  const order = ledger.sort ? "" : " · most contested first, then most recent";
  byId("shown").textContent = (all.length === scene.rows.length
    ? `${all.length} events and measures` : `${all.length} of ${scene.rows.length} events and measures`) + order;
  const rest = all.length - ledger.shown.length;
  byId("more").hidden = rest === 0;
  byId("more").textContent = rest > MORE ? `Show ${MORE} more, ${rest} are left` : `Show ${rest} more`;
  for (const head of document.querySelectorAll("th[data-sort]")) {
    const on = head.dataset.sort === ledger.sort;
    head.setAttribute("aria-sort", on ? (ledger.down ? "descending" : "ascending") : "none");
  }
  return all;
}

function filterChanged() {
  ledger.limit = PAGE;
  const all = drawLedger();
  const filtered = Boolean(ledger.text.trim() || ledger.kind || ledger.source || ledger.statuses.size);
  byId("clear").hidden = !filtered;
  for (const button of document.querySelectorAll("[data-status]")) {
    button.setAttribute("aria-pressed", String(ledger.statuses.has(button.dataset.status)));
  }
  tell("filtered", new Set(all.map((row) => row.id)));
}

function startLedger() {
  const kinds = new Map(scene.rows.map((row) => [row.kind, row.kind_label]));
  for (const [kind, label] of [...kinds].sort((a, b) => (a[1] < b[1] ? -1 : 1))) {
    byId("kind").append(el("option", { value: kind, text: sentence(label) }));
  }
  byId("text").addEventListener("input", (event) => { ledger.text = event.target.value; filterChanged(); });
  for (const [label, key] of [["Country of the document", "country"], ["Publisher", "publisher"]]) {
    const own = [...new Set(scene.documents.map((one) => one[key]).filter(Boolean))].map((text) => [fold(text), text]);
    if (own.length < 2) continue;
    byId("source").append(el("optgroup", { label }, own.sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, text]) =>
      el("option", { value: key[0] + text, text: text.slice(0, 60) }))));
  }
  byId("source").hidden = byId("source").length < 2;
  byId("source").addEventListener("change", (event) => { ledger.source = event.target.value; filterChanged(); });
  byId("kind").addEventListener("change", (event) => { ledger.kind = event.target.value; filterChanged(); });
  for (const button of document.querySelectorAll("[data-status]")) {
    button.addEventListener("click", () => {
      const status = button.dataset.status;
      if (!ledger.statuses.delete(status)) ledger.statuses.add(status);
      filterChanged();
    });
  }
  byId("clear").addEventListener("click", () => {
    byId("text").value = ledger.text = "";
    byId("kind").value = ledger.kind = "";
    byId("source").value = ledger.source = "";
    ledger.statuses.clear();
    filterChanged();
  });
  byId("more").addEventListener("click", () => { ledger.limit += MORE; drawLedger(); });
  for (const head of document.querySelectorAll("th[data-sort]")) {
    head.firstElementChild.addEventListener("click", () => {
      const by = head.dataset.sort;
      // a first click shows the most, the newest or A; a second turns it; a third goes back
      const first = by !== "label";
      if (ledger.sort !== by) Object.assign(ledger, { sort: by, down: first });
      else if (ledger.down === first) ledger.down = !first;
      else ledger.sort = null;
      drawLedger();
    });
  }
  hear("picked", ({ row }) => {
    ledger.picked = row || null;
    if (row) ledger.open.add(row);
    drawLedger();
  });
  hear("search", (text) => { byId("text").value = ledger.text = text; filterChanged(); });
}
