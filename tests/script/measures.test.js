import assert from "node:assert/strict";
import { test } from "node:test";

import { given } from "./given.js";
import { exactSum } from "../../geograph/views/script/exact_sum.js";
import { around, route } from "../../geograph/views/script/neighbourhood.js";
import { collapse } from "../../geograph/views/script/node_measures.js";
import { MEASURES, sixDecimals } from "../../geograph/views/script/ranking.js";

const edge = (source, target, weight = 1, below = []) => ({
  source, target, weight, below, directed: true, pair: source < target ? `${source}|${target}` : `${target}|${source}`,
});
const ties = given.ties.map(([source, target, weight]) => edge(source, target, weight));

test("every measure scores as Python does", () => {
  assert.deepEqual(Object.keys(MEASURES).sort(), Object.keys(given.measures).sort());
  for (const [name, wanted] of Object.entries(given.measures)) {
    const found = MEASURES[name].of(collapse(ties));
    assert.deepEqual([...found.keys()].sort(), Object.keys(wanted).sort(), name);
    for (const [id, score] of found) assert.ok(Math.abs(score - wanted[id]) < 1e-9, `${name} of ${id}: ${score}, not ${wanted[id]}`);
  }
});

test("scores are rounded to six decimals as Python rounds them", () => {
  for (const [value, wanted] of given.rounded) assert.equal(sixDecimals(value), wanted);
});

test("a sum does not depend on the order of its parts", () => {
  assert.equal(exactSum([]), 0);
  assert.equal(exactSum([0.1, 0.2, 0.3]), 0.6);
  assert.equal(exactSum([1e100, 1, -1e100]), 1);
  assert.equal(exactSum([1, 2 ** -53, 2 ** -106]), 1 + 2 ** -52);
  const parts = Array.from({ length: 10 }, () => 0.1);
  assert.equal(exactSum(parts), 1);
  assert.notEqual(parts.reduce((sum, one) => sum + one), 1);
});

test("a wider event weighs what the drawn narrower ones leave of it", () => {
  const narrow = edge("a", "b", 0.25);
  const wide = edge("a", "b", 1, [narrow]);
  assert.equal(collapse([wide, narrow]).next.get("a").get("b"), 1);
  assert.equal(collapse([wide]).next.get("a").get("b"), 1);
  assert.equal(collapse([edge("a", "b", 0.1, [narrow]), narrow]).next.get("a").get("b"), 0.25);
});

test("a line without direction is a tie both ways", () => {
  const { next, pairs } = collapse([{ ...edge("a", "b"), directed: false }]);
  assert.equal(next.get("a").get("b"), 1);
  assert.equal(next.get("b").get("a"), 1);
  assert.equal(pairs.get("a").size, 1);
});

test("a shortest path goes against the direction of lines too, the same way every time", () => {
  const drawn = [edge("b", "a"), edge("a", "c"), edge("c", "d"), edge("d", "b"), edge("x", "y")];
  assert.deepEqual(route("a", "d", drawn).nodes, ["a", "b", "d"]);
  assert.deepEqual(route("a", "d", [...drawn].reverse()).nodes, ["a", "b", "d"]);
  assert.deepEqual(route("a", "d", drawn).edges, [drawn[0], drawn[3]]);
  assert.deepEqual(route("a", "x", drawn), { nodes: [], edges: [] });
  assert.deepEqual(route("a", "nobody", drawn), { nodes: [], edges: [] });
});

test("neighbours are counted in hops", () => {
  const drawn = [edge("a", "b"), edge("c", "b"), edge("c", "d")];
  assert.deepEqual([...around(["a"], 0, drawn)], ["a"]);
  assert.deepEqual([...around(["a"], 1, drawn)], ["a", "b"]);
  assert.deepEqual([...around(["a"], 2, drawn)].sort(), ["a", "b", "c"]);
  assert.deepEqual([...around(["a", "d"], 1, drawn)].sort(), ["a", "b", "c", "d"]);
});
