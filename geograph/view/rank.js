// How central an actor is in what is drawn, by the measure that the reader has chosen.

const SIZES = {
  relations: { words: "relations", of: (drawn) => tally(drawn) },
  partners: { words: "partners", of: (drawn) => new Map([...neighbours(drawn)].map(([id, others]) => [id, others.size])) },
  contested: { words: "contested relations", of: (drawn) => tally(drawn.filter((edge) => now.at.get(edge.row.id).step.status === "contested")) },
  pagerank: { words: "PageRank", of: pagerank },
  between: { words: "betweenness", of: between },
};

function tally(drawn) {
  const out = new Map();
  for (const { source, target } of drawn) {
    for (const id of source === target ? [source] : [source, target]) out.set(id, (out.get(id) || 0) + 1);
  }
  return out;
}

/** PageRank on the pairs that are tied, without direction, with the usual damping of 0.85. */
function pagerank(drawn) {
  const next = neighbours(drawn);
  const ids = [...next.keys()];
  let rank = new Map(ids.map((id) => [id, 1 / ids.length]));
  for (let round = 0; round < 100; round += 1) {
    const fresh = new Map(ids.map((id) => [id, 0.15 / ids.length]));
    for (const id of ids) {
      const others = next.get(id);
      for (const other of others) fresh.set(other, fresh.get(other) + (0.85 * rank.get(id)) / others.size);
    }
    const moved = ids.reduce((sum, id) => sum + Math.abs(fresh.get(id) - rank.get(id)), 0);
    rank = fresh;
    if (moved < 1e-9) break;
  }
  return rank;
}

/** The share of shortest ways between others that lead through an actor (Brandes 2001). */
function between(drawn) {
  const next = neighbours(drawn);
  const ids = [...next.keys()];
  const score = new Map(ids.map((id) => [id, 0]));
  for (const start of ids) {
    const [order, ways, depth, before] = [[], new Map([[start, 1]]), new Map([[start, 0]]), new Map()];
    const queue = [start];
    for (let at = 0; at < queue.length; at += 1) {
      const id = queue[at];
      order.push(id);
      for (const other of next.get(id)) {
        if (!depth.has(other)) {
          depth.set(other, depth.get(id) + 1);
          queue.push(other);
        }
        if (depth.get(other) === depth.get(id) + 1) {
          ways.set(other, (ways.get(other) || 0) + ways.get(id));
          if (!before.has(other)) before.set(other, []);
          before.get(other).push(id);
        }
      }
    }
    const leans = new Map();
    for (const id of order.reverse()) {
      for (const other of before.get(id) || []) {
        leans.set(other, (leans.get(other) || 0) + (ways.get(other) / ways.get(id)) * (1 + (leans.get(id) || 0)));
      }
      if (id !== start) score.set(id, score.get(id) + (leans.get(id) || 0));
    }
  }
  const pairs = Math.max(1, (ids.length - 1) * (ids.length - 2));
  return new Map([...score].map(([id, value]) => [id, value / pairs]));
}

/** Actors with their score, highest first. */
let ranked = { of: null };
function ranking() {
  // asked for by the panel and by the drawing: reckoned once for what is to be seen
  if (ranked.of === now && ranked.by === view.size) return ranked.list;
  const list = [...SIZES[view.size].of(now.edges)].sort((a, b) => b[1] - a[1] || (fold(nodeOf.get(a[0]).label) < fold(nodeOf.get(b[0]).label) ? -1 : 1));
  ranked = { of: now, by: view.size, list };
  return list;
}
