// Who is near whom along the edges that are drawn, and a shortest way between two.

import { valueAt } from "./maps.js";

/** @import { Edge, Route } from "./types.d.ts" */

/**
 * The nodes within some hops of those looked at, along the edges that are there.
 * @type {(starts: string[], hops: number, drawn: Edge[]) => Set<string>}
 */
export function around(starts, hops, drawn) {
  const next = neighbours(drawn);
  let edge = [...starts];
  const found = new Set(edge);
  for (let i = 0; i < hops; i += 1) {
    edge = edge.flatMap((id) => [...(next.get(id) || [])]).filter((id) => !found.has(id));
    for (const id of edge) found.add(id);
  }
  return found;
}

/** @type {(drawn: Edge[]) => Map<string, Set<string>>} */
function neighbours(drawn) {
  /** @type {Map<string, Set<string>>} */
  const next = new Map();
  for (const { source, target } of drawn) {
    for (const [a, b] of [[source, target], [target, source]]) {
      const held = next.get(a);
      if (held) held.add(b);
      else next.set(a, new Set([b]));
    }
  }
  return next;
}

/**
 * A shortest way from one actor to another along the drawn edges, whatever their direction.
 * @type {(from: string, to: string, drawn: Edge[]) => Route}
 */
export function route(from, to, drawn) {
  const next = neighbours(drawn);
  const came = new Map([[from, from]]);
  for (const id of came.keys()) {
    if (id === to) break;
    for (const other of [...(next.get(id) || [])].sort()) if (!came.has(other)) came.set(other, id);
  }
  if (!came.has(to)) return { nodes: [], edges: [] };
  const nodes = [to];
  while (nodes[0] !== from) nodes.unshift(valueAt(came, nodes[0]));
  const pairs = new Set(nodes.slice(1).map((id, i) => (nodes[i] < id ? `${nodes[i]}|${id}` : `${id}|${nodes[i]}`)));
  return { nodes, edges: drawn.filter((edge) => pairs.has(edge.pair)) };
}
