// What is to be seen of the view: which rows stand in the ledger, which edges are drawn, on whom.

let now = null;

/** What a search looks through: the row's own words and everybody who speaks on it. */
const haystack = new Map();
function haystackOf(row) {
  if (!haystack.has(row.id)) {
    const told = new Set(row.steps.flatMap((step) => step.claims).map((i) => scene.claims[i]).flatMap((claim) => {
      const { title, publisher } = documentOf.get(claim.document);
      return [label(claim.claimant), label(claim.voice), title, publisher];
    }));
    const ends = row.parties.flatMap((id) => [label(id), ...(scene.aliases[id] || [])]);
    haystack.set(row.id, fold([row.label, row.kind_label, row.steps[row.steps.length - 1].when, ...told, ...ends].join(" ")));
  }
  return haystack.get(row.id);
}

/** Read through the rows for the search while nobody is doing anything. */
function readAhead(from = 0) {
  const until = Math.min(from + 40, scene.rows.length);
  for (const row of scene.rows.slice(from, until)) haystackOf(row);
  if (until < scene.rows.length) (window.requestIdleCallback || setTimeout)(() => readAhead(until));
}

function passes({ row, step }, sought) {
  const [sort, from] = [view.source.slice(0, 1), view.source.slice(1)];
  return (!view.kind || row.kind === view.kind)
    && !view.signs.includes(String(row.sign))
    && (!sort || step.claims.some((i) => documentOf.get(scene.claims[i].document)[sort === "c" ? "country" : "publisher"] === from))
    && sought.every((word) => haystackOf(row).includes(word) || fold(words.statuses[step.status][1]).includes(word));
}

const shut = (id) => view.hidden.includes(id) || view.actors.includes(nodeOf.get(id).kind);

/** The nodes within some hops of those looked at, along the edges that are there. */
function around(starts, hops, drawn) {
  const next = neighbours(drawn);
  let edge = [...starts];
  const found = new Set(edge);
  for (let i = 0; i < hops; i += 1) {
    edge = edge.flatMap((id) => [...(next.get(id) || [])]).filter((id) => !found.has(id) && found.add(id));
  }
  return found;
}

function neighbours(drawn) {
  const next = new Map();
  for (const { source, target } of drawn) {
    for (const [a, b] of [[source, target], [target, source]]) {
      if (!next.has(a)) next.set(a, new Set());
      next.get(a).add(b);
    }
  }
  return next;
}

/** Look at everything anew; the result is what every part of the page shows. */
function survey() {
  const sought = fold(view.text).split(/\s+/).filter(Boolean);
  const at = new Map();
  const counted = new Map();
  let spoken = 0, outside = 0;
  for (const row of scene.rows) {
    const i = stepAt(row, view.known);
    if (i < 0) continue;
    const step = row.steps[i];
    spoken += 1;
    const one = { row, i, step, edge: counts(row, step, view), inside: within(row, step, view), passes: false };
    at.set(row.id, one);
    if (!one.inside) outside += 1;
    else if (passes(one, sought)) {
      counted.set(step.status, (counted.get(step.status) || 0) + 1);
      one.passes = !view.statuses.length || view.statuses.includes(step.status);
    }
  }
  let drawn = edges.filter((edge) => {
    const one = at.get(edge.row.id);
    return one && one.edge && one.passes && !shut(edge.source) && !shut(edge.target);
  });
  const tied = drawn;
  if (view.focus.length) {
    const near = around(view.focus, view.hops, drawn);
    drawn = drawn.filter((edge) => near.has(edge.source) && near.has(edge.target));
  }
  const onCanvas = new Set(drawn.map((edge) => edge.row.id));
  const narrowed = view.focus.length > 0;
  const closed = (one) => one.edge && edgesOfRow.has(one.row.id) && (view.hidden.length || view.actors.length) && !onCanvas.has(one.row.id);
  const rows = [...at.values()].filter((one) => one.passes && !closed(one) && (!narrowed || onCanvas.has(one.row.id)));
  const day = (one) => one.step.day || "";
  rows.sort((a, b) => b.step.heat - a.step.heat || (day(a) < day(b) ? 1 : day(a) > day(b) ? -1 : a.row.id < b.row.id ? -1 : 1));
  const relations = coverage(rows.filter((one) => one.edge));
  now = { at, rows, edges: drawn, tied, onCanvas, counted, spoken, outside, coverage: relations, releases: countedRows(view), route: null };
  if (view.path.length === 2) now.route = route(view.path[0], view.path[1], drawn);
  return now;
}

/** The rows of some edges, in the ledger's order. */
function rowsOf(own) {
  const ids = new Set(own.map((edge) => edge.row.id));
  return now.rows.filter((one) => ids.has(one.row.id));
}

/** How much some rows rest on: claims that stand and that no later word of their voice has overtaken. */
function coverage(rows) {
  const [documents, publishers, voices, claims] = [new Set(), new Set(), new Set(), new Set()];
  for (const { step } of rows) {
    for (const i of step.claims) {
      if (step.attributed.includes(i) || step.overtaken.includes(i) || step.retracted.includes(i)) continue;
      const claim = scene.claims[i];
      claims.add(i);
      documents.add(claim.document);
      publishers.add(documentOf.get(claim.document).publisher_id);
      voices.add(claim.voice + (claim.anonymous ? "?" : ""));
    }
  }
  return { documents: documents.size, publishers: publishers.size, voices: voices.size, claims: claims.size, events: rows.length };
}

/** A shortest way from one actor to another along the drawn edges, whatever their direction. */
function route(from, to, drawn) {
  const next = neighbours(drawn);
  const came = new Map([[from, null]]);
  for (const id of came.keys()) {
    if (id === to) break;
    for (const other of [...(next.get(id) || [])].sort()) if (!came.has(other)) came.set(other, id);
  }
  if (!came.has(to)) return { nodes: [], edges: [] };
  const nodes = [to];
  while (nodes[0] !== from) nodes.unshift(came.get(nodes[0]));
  const pairs = new Set(nodes.slice(1).map((id, i) => (nodes[i] < id ? `${nodes[i]}|${id}` : `${id}|${nodes[i]}`)));
  return { nodes, edges: drawn.filter((edge) => pairs.has(edge.pair)) };
}

/** Why a row is not a line on the canvas; null where it is one. */
function undrawn({ row, step, edge }) {
  if (edge) return row.untied || null;
  if (!inTime(row, view.asof, view.known)) return `it does not hold on ${sayDay(view.asof)}`;
  if (step.asserted.some((one) => !one.mixed)) return `those who say so are not enough for the policy “${policyText({ ...view, asof: null, known: null })}”`;
  return words.statuses[step.status][2];
}
