// What the page was given: rows with their history, claims, documents, nodes and edges, by id.

const scene = read("scene");
const words = read("words");
const data = read("vis");

const label = (id) => scene.labels[id] || id;

/** A voice that stands somewhere; the file holds id, marks and through whom it spoke. */
function speaker([id, marks, ...through]) {
  return {
    id, through, label: label(id),
    inherited: marks.includes("i"), anonymous: marks.includes("a"), mixed: marks.includes("m"),
    rival: marks.includes("r"), unheard: marks.includes("u"),
  };
}

for (const row of scene.rows) {
  row.answers ||= [];
  row.parties ||= [];
  row.ties ||= [];
  row.kind_label = scene.kinds[row.kind];
  for (const step of row.steps) {
    for (const name of ["asserted", "denied"]) step[name] = (step[name] || []).map(speaker);
    step.others = (step.others || []).map(([stance, speakers]) => ({
      stance, words: words.stances[stance][1], speakers: speakers.map(speaker),
    }));
    for (const name of ["claims", "attributed", "overtaken", "retracted", "rules", "flags"]) step[name] ||= [];
    step.heat ||= 0;
  }
}
for (const claim of scene.claims) claim.details ||= [];
for (const node of scene.nodes) node.aliases ||= [];
/** Rows of one release that hold between the same days; the file leaves out the days there are not. */
const daysOf = ([number, start = null, until = null, until_known = null]) => ({ number, start, until, until_known });
for (const release of scene.releases) {
  release.rules ||= [];
  release.rows = release.rows.map(daysOf);
  // a publisher is one voice for all its rows, so a release is asked like the step of a row
  release.asserted = release.voice ? [speaker([release.voice, ""])] : [];
  release.denied = [];
}

const keyed = (list) => new Map(list.map((one) => [one.id, one]));
const rowOf = keyed(scene.rows);
const documentOf = keyed(scene.documents);
const nodeOf = keyed(scene.nodes);
const place = new Map(data.nodes.map((node) => [node.id, node]));

/** The events as they may be drawn: one edge for each pair of an event. */
const edges = data.edges.map((edge, i) => ({
  id: edge.id, row: rowOf.get(edge.row), source: edge.from, target: edge.to,
  directed: edge.arrows === "to", ink: edge.ink, opening: false, i, weight: scene.weights[i],
  pair: edge.from < edge.to ? `${edge.from}|${edge.to}` : `${edge.to}|${edge.from}`,
}));
for (const i of scene.opening) edges[i].opening = true;
/** The edges of narrower events between the same two, which weigh for an edge where they are drawn. */
for (const edge of edges) edge.below = (scene.below[edge.i] || []).map((i) => edges[i]);
const edgeOf = keyed(edges);

function grouped(list, key) {
  const out = new Map();
  for (const one of list) {
    const at = key(one);
    if (!out.has(at)) out.set(at, []);
    out.get(at).push(one);
  }
  return out;
}
const edgesOfRow = grouped(edges, (edge) => edge.row.id);
const causesOf = new Map();
for (const row of scene.rows) {
  for (const id of row.answers) causesOf.set(id, [...(causesOf.get(id) || []), row]);
}
