// The matrix: who acts towards whom, as a table of counts; the busiest on both sides.

const BUSIEST = 22;

/** Directed counts: source → target → edges; a line without direction counts both ways. */
function flows() {
  const out = new Map();
  const add = (from, to, edge) => {
    const key = `${from}\n${to}`;
    if (!out.has(key)) out.set(key, []);
    out.get(key).push(edge);
  };
  for (const edge of now.edges) {
    add(edge.source, edge.target, edge);
    if (!edge.directed) add(edge.target, edge.source, edge);
  }
  return out;
}

function busiest(found, end) {
  const sums = new Map();
  for (const [key, own] of found) {
    const id = key.split("\n")[end];
    sums.set(id, (sums.get(id) || 0) + own.length);
  }
  return [...sums].sort((a, b) => b[1] - a[1] || (fold(nodeOf.get(a[0]).label) < fold(nodeOf.get(b[0]).label) ? -1 : 1));
}

function cellOf(from, to, own, most) {
  if (!own) return el("td", {});
  const contested = own.filter((edge) => statusOf(edge) === "contested").length;
  const shade = Math.ceil((4 * Math.sqrt(own.length)) / Math.sqrt(most));
  const said = `${nodeOf.get(from).label} towards ${nodeOf.get(to).label}: ${many(own.length, "relation")}${contested ? `, ${contested} contested` : ""}`;
  const { pair } = own[0];
  return el("td", { class: `heat-${shade}${view.pair === pair ? " chosen" : ""}` }, el("button", {
    type: "button", title: said, "aria-label": said, "data-cell": `${from}|${to}`,
    on: { click: () => change({ pair, row: null, node: null, path: [] }) },
  }, String(own.length), contested > 0 && el("i", { "aria-hidden": "true", text: MARK })));
}

function drawMatrix() {
  const found = flows();
  const most = Math.max(1, ...[...found.values()].map((own) => own.length));
  const [senders, targets] = [busiest(found, 0), busiest(found, 1)];
  const [rows, columns] = [senders.slice(0, BUSIEST), targets.slice(0, BUSIEST)];
  const shown = rows.flatMap(([from]) => columns.flatMap(([to]) => found.get(`${from}\n${to}`) || []));
  const head = (id, props) => el("th", props, el("button", {
    type: "button", class: "plain", on: { click: () => change({ node: id, row: null, pair: null, path: [] }) },
  }, name(nodeOf.get(id).label.slice(0, 40))));
  byId("matrix").replaceChildren(
    el("p", { class: "remarks", text: `Who acts (rows) towards whom (columns): the ${rows.length} busiest of ${senders.length} and the ${columns.length} busiest of ${targets.length}. ${MARK} some of it is contested. ${sentence(rests(rowsOf(shown)))}.` }),
    rows.length ? el("table", { class: "matrix" },
      el("thead", {}, el("tr", {}, el("td", {}), columns.map(([id]) => head(id, { scope: "col" })))),
      el("tbody", {}, rows.map(([from]) => el("tr", {}, head(from, { scope: "row" }),
        columns.map(([to]) => cellOf(from, to, found.get(`${from}\n${to}`), most))))))
      : el("p", { class: "empty", text: "Nothing is drawn under this policy, these dates and filters." }));
}

function startMatrix() {
  LOOKS.matrix = drawMatrix;
}
