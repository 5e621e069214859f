// The drawn relations as a table that is sorted and downloaded: what the drawing says, for reading.

const COLUMNS = [
  ["from", ({ edge }) => nodeOf.get(edge.source).label],
  ["to", ({ edge }) => nodeOf.get(edge.target).label],
  ["relation", ({ edge }) => edge.row.kind_label],
  ["event", ({ edge }) => sentence(edge.row.label)],
  ["when", ({ one }) => one.step.when, ({ one }) => one.step.day || ""],
  ["status", ({ one }) => words.statuses[one.step.status][1]],
  ["asserted by", ({ one }) => one.step.asserted.map(spoken).join(", "), ({ one }) => one.step.asserted.length],
  ["denied by", ({ one }) => one.step.denied.map(spoken).join(", "), ({ one }) => one.step.denied.length],
];
const table = { by: null, down: false, limit: 50 };

function tableRows() {
  const all = now.edges.map((edge) => ({ edge, one: now.at.get(edge.row.id) }));
  if (table.by === null) {
    const order = new Map(now.rows.map((one, i) => [one.row.id, i]));
    return all.sort((a, b) => order.get(a.edge.row.id) - order.get(b.edge.row.id) || a.edge.i - b.edge.i);
  }
  const [, text, key] = COLUMNS[table.by];
  const of = key || ((one) => fold(text(one)));
  const keys = new Map(all.map((one) => [one, of(one)]));
  const turned = table.down ? -1 : 1;
  return all.sort((a, b) => (keys.get(a) < keys.get(b) ? -turned : keys.get(a) > keys.get(b) ? turned : 0));
}

function drawTable() {
  const all = tableRows();
  const body = byId("relations").tBodies[0];
  body.replaceChildren(...all.slice(0, table.limit).map((both) => el("tr", {
    class: both.edge.row.id === view.row ? "picked" : null, "data-edge": both.edge.id, on: { click: () => tell("pick", { row: both.edge.row.id }) },
  }, COLUMNS.map(([title, text], i) => el("td", { "data-name": sentence(title) }, i === 3
    ? el("button", { type: "button", class: "plain", on: { click: (event) => { event.stopPropagation(); tell("pick", { row: both.edge.row.id }); } } }, brief(text(both)))
    : i === 5 ? chip(both.one.step.status) : brief(text(both)))))));
  byId("table-shown").textContent = many(all.length, "relation") + (all.length > table.limit ? `, the first ${table.limit} shown` : "") + `; ${rests(rowsOf(now.edges))}`;
  byId("table-more").hidden = all.length <= table.limit;
  byId("relations").querySelectorAll("th").forEach((head, i) => {
    head.setAttribute("aria-sort", i === table.by ? (table.down ? "descending" : "ascending") : "none");
  });
}

/** A field of CSV; what a spreadsheet would take for a formula is text. */
function field(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csv() {
  const head = [...COLUMNS.map(([title]) => title), "event id", "policy", "coverage"];
  const own = [policyText(view), rests(rowsOf(now.edges))];
  const rows = tableRows().map((both) => [...COLUMNS.map(([, text]) => text(both)), both.edge.row.id, ...own]);
  return [head, ...rows].map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
}

function startTable() {
  byId("relations").tHead.rows[0].append(...COLUMNS.map(([title], i) => el("th", { scope: "col", "data-sort": title }, el("button", {
    type: "button", text: sentence(title),
    on: { click: () => {
      Object.assign(table, table.by !== i ? { by: i, down: false } : table.down ? { by: null, down: false } : { down: true });
      drawTable();
    } },
  }))));
  byId("table-more").addEventListener("click", () => { table.limit += 200; drawTable(); });
  LOOKS.table = drawTable;
}
