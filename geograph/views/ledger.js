// The ledger: a table of rows that is sorted, filtered and opened.

const PAGE = 20, MORE = 50;
const ledger = { limit: PAGE, open: new Set(), made: new Map() };

const KEYS = {
  label: ({ row }) => fold(row.label),
  day: ({ step }) => step.day || "",
  heat: ({ step }) => step.heat,
  asserted: ({ step }) => step.asserted.length,
  denied: ({ step }) => step.denied.length,
  others: ({ step }) => step.others.reduce((sum, standing) => sum + standing.speakers.length, 0),
  measures: ({ row }) => answersOf(row).length,
};

function sorted(rows) {
  // the survey's own order is the opening one: most contested first, then most recent
  if (!view.sort) return rows;
  const keys = new Map(rows.map((one) => [one, KEYS[view.sort](one)]));
  const turn = view.down ? -1 : 1;
  return [...rows].sort((a, b) => (keys.get(a) < keys.get(b) ? -turn : keys.get(a) > keys.get(b) ? turn : 0));
}

function cells(one) {
  const { row, step } = one;
  const stage = stageOf(row, view), why = undrawn(one);
  const toggle = el("button", {
    type: "button", class: "toggle", "aria-expanded": "false",
    on: { click: (event) => { event.stopPropagation(); flip(row.id); } },
  }, el("span", { class: "turn", "aria-hidden": "true" }), brief(row.label));
  const tr = el("tr", { class: "row", "data-row": row.id, on: { click: () => pickFromLedger(row.id) } },
    el("th", { scope: "row", class: "w-event" }, toggle,
      el("p", { class: "meta" }, row.kind_label, stage && ` · ${stage}`,
        why !== null && el("span", { class: "undrawn", title: `Not in the graph: ${why}`, text: " · not in the graph" }))),
    el("td", { class: "w-when", "data-name": "When", text: step.when }),
    el("td", { class: "w-status", "data-name": "Status" }, chip(step.status),
      step.detail && [" ", tag(step.detail)],
      step.flags.map((flag) => [" ", tag(flag, words.flags[flag])])),
    el("td", { class: "w-asserted", "data-name": "Asserted by" }, voices(step.asserted, 5)),
    el("td", { class: "w-denied", "data-name": "Denied by" }, voices(step.denied, 5)),
    el("td", { class: "w-also", "data-name": "Other stances" }, standings(step, 3)),
    el("td", { class: "w-measures", "data-name": "Measures in response" }, measures(row, 3)));
  return { tr, toggle, detail: null };
}

function detailOf(one) {
  return el("tr", { class: "detail", "data-of": one.row.id },
    el("td", { colspan: "7" },
      el("div", { class: "detail-head" }, remarks(one),
        now.onCanvas.has(one.row.id) && el("button", {
          type: "button", class: "quiet",
          on: { click: () => tell("pick", { row: one.row.id, go: "drawing" }) }, text: "Show in the graph",
        })),
      evidence(one, "h3"), copies(one)));
}

/** The cells of a row, made once for everything that they say. */
function parts(one) {
  const said = [one.i, stageOf(one.row, view), undrawn(one), now.onCanvas.has(one.row.id),
    ...answersOf(one.row).map((answer) => answer.stage)].join("\n");
  const made = ledger.made.get(one.row.id);
  if (made && made.said === said) return made;
  ledger.made.set(one.row.id, { ...cells(one), said });
  return ledger.made.get(one.row.id);
}

function flip(id) {
  if (ledger.open.has(id) && view.row === id) {
    ledger.open.delete(id);
    tell("pick", {});
  } else if (ledger.open.has(id)) {
    ledger.open.delete(id);
    drawLedger();
  } else pickFromLedger(id);
}

function pickFromLedger(id) {
  if (window.getSelection().toString()) return; // somebody is copying a name
  ledger.open.add(id);
  if (view.row === id) drawLedger();
  else tell("pick", { row: id });
}

function drawLedger() {
  const all = sorted(now.rows);
  const place = all.findIndex((one) => one.row.id === view.row);
  const shown = all.slice(0, ledger.limit);
  // what was picked in the graph may stand far below: it comes last rather than after all between
  if (place >= ledger.limit) shown.push(all[place]);
  const body = document.getElementById("rows").tBodies[0];
  const held = body.contains(document.activeElement) ? document.activeElement : null;
  const heldRow = held && held.classList.contains("toggle") ? held.closest("tr").dataset.row : null;
  settle(body, shown.flatMap((one) => {
    const made = parts(one);
    const open = ledger.open.has(one.row.id);
    made.toggle.setAttribute("aria-expanded", String(open));
    made.tr.classList.toggle("picked", one.row.id === view.row);
    made.tr.classList.toggle("opened", open);
    if (open && !made.detail) made.detail = detailOf(one);
    return open ? [made.tr, made.detail] : [made.tr];
  }));
  if (!all.length) {
    body.append(el("tr", {}, el("td", { colspan: "7", class: "empty", text: now.spoken
      ? "Nothing passes the filters and the dates." : "Nothing has been said by this day." })));
  }
  // whoever walks by keyboard keeps their place when the rows are set anew
  if (held && body.contains(held)) held.focus({ preventScroll: true });
  else if (heldRow && ledger.made.has(heldRow)) ledger.made.get(heldRow).toggle.focus({ preventScroll: true });
  sayShown(all.length, shown.length);
}

function sayShown(all, shown) {
  const order = view.sort ? "" : " · most contested first, then most recent";
  byId("shown").textContent = (all === now.spoken
    ? `${all} events and measures` : `${all} of ${now.spoken} events and measures`)
    + (now.outside ? `, ${now.outside} outside the dates` : "") + order;
  const rest = all - shown;
  byId("more").hidden = rest === 0;
  byId("more").textContent = rest > MORE ? `Show ${MORE} more, ${rest} are left` : `Show ${rest} more`;
  for (const head of document.querySelectorAll("#rows th[data-sort]")) {
    const on = head.dataset.sort === view.sort;
    head.setAttribute("aria-sort", on ? (view.down ? "descending" : "ascending") : "none");
  }
}

function startLedger() {
  byId("more").addEventListener("click", () => { ledger.limit += MORE; drawLedger(); });
  for (const head of document.querySelectorAll("#rows th[data-sort]")) {
    head.firstElementChild.addEventListener("click", () => {
      const by = head.dataset.sort;
      // a first click shows the most, the newest or A; a second turns it; a third goes back
      const first = by !== "label";
      if (view.sort !== by) change({ sort: by, down: first });
      else if (view.down === first) change({ down: !first });
      else change({ sort: "", down: true });
    });
  }
  if (view.row) ledger.open.add(view.row);
  hear("now", (before) => {
    if (before && ["text", "kind", "source", "statuses"].some((key) => before[key] !== view[key])) ledger.limit = PAGE;
    if (view.row && (!before || before.row !== view.row)) ledger.open.add(view.row);
    drawLedger();
  });
}
