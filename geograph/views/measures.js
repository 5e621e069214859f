// Measures of centrality: those of geograph.analysis on what is drawn, by the same names.

/** A sum that is rounded once, so that no order of the parts matters (Shewchuk 1997; Python's fsum). */
function exactSum(values) {
  const parts = [];
  for (let x of values) {
    let kept = 0;
    for (let y of parts.slice()) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y, low = y - (high - x);
      if (low) parts[kept++] = low;
      x = high;
    }
    parts.length = kept;
    parts.push(x);
  }
  let sum = parts.pop() || 0, rest = 0;
  while (parts.length && !rest) {
    const [x, y] = [sum, parts.pop()];
    sum = x + y;
    rest = y - (sum - x);
  }
  // half of the last place is rounded by what lies below it
  if (parts.length && rest * parts[parts.length - 1] > 0) {
    const twice = rest * 2, other = sum + twice;
    if (other - sum === twice) sum = other;
  }
  return sum;
}

/** One tie for each ordered pair that is drawn, its strength the summed weight of the edges. */
function collapse(drawn) {
  const on = new Set(drawn);
  const ids = [...new Set(drawn.flatMap(({ source, target }) => [source, target]))].sort();
  const [next, before] = [0, 1].map(() => new Map(ids.map((id) => [id, new Map()])));
  const pairs = new Map(ids.map((id) => [id, new Map()]));
  const add = (out, from, to, weight) => {
    if (!out.get(from).has(to)) out.get(from).set(to, []);
    out.get(from).get(to).push(weight);
  };
  for (const edge of drawn) {
    const { source, target, directed } = edge;
    // a wider event weighs what drawn narrower ones leave of it
    const weight = Math.max(0, edge.weight - exactSum(edge.below.filter((one) => on.has(one)).map((one) => one.weight)));
    for (const [a, b] of directed ? [[source, target]] : [[source, target], [target, source]]) {
      add(next, a, b, weight);
      add(before, b, a, weight);
    }
    for (const [a, b] of [[source, target], [target, source]]) add(pairs, a, b, weight);
  }
  for (const out of [next, before, pairs]) {
    for (const held of out.values()) for (const [id, weights] of held) held.set(id, exactSum(weights));
  }
  return { ids, next, before, pairs };
}

const scoresOf = (ids, score) => new Map(ids.map((id) => [id, score(id)]));

const degree = ({ ids, pairs }) => scoresOf(ids, (id) => pairs.get(id).size);
const strengthIn = ({ ids, before }) => scoresOf(ids, (id) => exactSum(before.get(id).values()));
const strengthOut = ({ ids, next }) => scoresOf(ids, (id) => exactSum(next.get(id).values()));

/** How far others are from a start, along ties in the order in which they are reached. */
function depths(start, next) {
  const depth = new Map([[start, 0]]);
  for (const [id, far] of depth) for (const other of next.get(id).keys()) if (!depth.has(other)) depth.set(other, far + 1);
  return depth;
}

/** The share of ordered pairs of others whose shortest directed ways run through each (Brandes 2001). */
function betweenness({ ids, next, before }) {
  const score = new Map(ids.map((id) => [id, 0]));
  for (const start of ids) {
    const depth = depths(start, next);
    const order = [...depth.keys()].slice(1);
    const nearer = new Map(order.map((id) => [id, [...before.get(id).keys()].filter((one) => depth.get(one) === depth.get(id) - 1)]));
    const ways = new Map([[start, 1]]), leans = new Map();
    for (const id of order) ways.set(id, nearer.get(id).reduce((sum, one) => sum + ways.get(one), 0));
    for (const id of order.reverse()) {
      const own = leans.get(id) || 0;
      for (const one of nearer.get(id)) leans.set(one, (leans.get(one) || 0) + (ways.get(one) / ways.get(id)) * (1 + own));
      score.set(id, score.get(id) + own);
    }
  }
  const among = (ids.length - 1) * (ids.length - 2) || 1;
  return scoresOf(ids, (id) => score.get(id) / among);
}

/** How near each is to those who reach it, whatever part of the drawing they are in. */
function closeness({ ids, before }) {
  return scoresOf(ids, (id) => {
    const far = [...depths(id, before).values()];
    const total = far.reduce((sum, one) => sum + one, 0), reached = far.length - 1;
    return total ? (reached / total) * (reached / (ids.length - 1)) : 0;
  });
}

/** How strongly each is tied to strongly tied ones, without direction, in the largest part alone. */
function eigenvector({ ids, pairs }) {
  const found = new Set(), parts = [];
  for (const id of ids) {
    if (found.has(id)) continue;
    const part = [...depths(id, pairs).keys()].sort();
    for (const one of part) found.add(one);
    parts.push(part);
  }
  const most = Math.max(0, ...parts.map((part) => part.length));
  const out = new Map();
  for (const part of parts) {
    if (part.length < most) continue;
    let held = new Map(part.map((id) => [id, 1 / part.length])), moved = Infinity;
    for (let round = 0; round < 10000 && moved >= part.length * 1e-12; round += 1) {
      const fresh = new Map(held);
      for (const id of part) for (const [other, weight] of pairs.get(id)) fresh.set(other, fresh.get(other) + weight * held.get(id));
      const long = Math.hypot(...fresh.values()) || 1;
      for (const id of part) fresh.set(id, fresh.get(id) / long);
      moved = part.reduce((sum, id) => sum + Math.abs(fresh.get(id) - held.get(id)), 0);
      held = fresh;
    }
    for (const [id, score] of held) out.set(id, score);
  }
  return out;
}

/** The share of time that a walker along directed, weighted ties spends at each; damping 0.85. */
function pagerank({ ids, next }) {
  const size = ids.length, out = new Map(ids.map((id) => [id, exactSum(next.get(id).values())]));
  let rank = new Map(ids.map((id) => [id, 1 / size])), moved = Infinity;
  for (let round = 0; round < 1000 && moved >= size * 1e-13; round += 1) {
    // from whoever does nothing to anybody the walker goes anywhere
    const lost = ids.reduce((sum, id) => sum + (out.get(id) ? 0 : rank.get(id)), 0);
    const fresh = new Map(ids.map((id) => [id, (0.15 + 0.85 * lost) / size]));
    for (const id of ids) {
      if (!out.get(id)) continue;
      for (const [other, weight] of next.get(id)) fresh.set(other, fresh.get(other) + (0.85 * rank.get(id) * weight) / out.get(id));
    }
    moved = ids.reduce((sum, id) => sum + Math.abs(fresh.get(id) - rank.get(id)), 0);
    rank = fresh;
  }
  return rank;
}
