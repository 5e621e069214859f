import assert from "node:assert/strict";
import { test } from "node:test";

import "./given.js";
import { isDay, lastDay, periods, positionOf, sayDay, span } from "../../geograph/views/script/calendar.js";
import { separate, spread } from "../../geograph/views/script/force_layout.js";
import { grouped, ordered, valueAt } from "../../geograph/views/script/maps.js";
import { fold, many, sentence } from "../../geograph/views/script/phrases.js";
import { field } from "../../geograph/views/script/table_look.js";

test("searching folds case and accents", () => {
  assert.equal(fold("Çavuşoğlu ÉTAT"), "cavusoglu etat");
  assert.equal(fold("ﬁne Å"), "fine a");
  assert.equal(fold("中国"), "中国");
});

test("a number takes its noun along", () => {
  assert.deepEqual([many(0, "row"), many(1, "row"), many(2, "reply", "replies")], ["0 rows", "1 row", "2 replies"]);
  assert.equal(sentence("arms transfer"), "Arms transfer");
  assert.equal(sentence(""), "");
});

test("a field of CSV is no formula and keeps its commas", () => {
  assert.deepEqual(["plain", "=1+1", "-2", "@a", 'say "no", twice', "a\nb"].map(field), ["plain", "'=1+1", "'-2", "'@a", '"say ""no"", twice"', '"a\nb"']);
});

test("days are said, and checked", () => {
  assert.equal(sayDay("2024-09-05"), "5 Sep 2024");
  assert.deepEqual(["2024-09-05", "2024-13-01", "2024-9-5", "", "2024-09-05T00:00"].map(isDay), [true, false, false, false, false]);
});

test("periods cover a span, in days, months or years", () => {
  assert.deepEqual(periods("2024-02-28", "2024-03-01"), ["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"]);
  assert.deepEqual(periods("2023-11-20", "2024-05-02").slice(0, 3), ["2023-11-01", "2023-12-01", "2024-01-01"]);
  assert.deepEqual(periods("1950-05-05", "2024-01-01").slice(-2), ["2024-01-01", "2025-01-01"]);
  const ticks = periods("2023-11-20", "2024-05-02");
  assert.equal(lastDay(ticks, 3), "2024-02-29");
  assert.deepEqual(["2020-01-01", "2023-11-01", "2024-02-29", "2024-03-01", "2030-01-01"].map((day) => positionOf(ticks, day)), [0, 0, 3, 4, 6]);
});

test("a lone early day does not stretch the span", () => {
  const days = ["1986-01-01", ...Array.from({ length: 99 }, (_, i) => `2024-01-${String((i % 28) + 1).padStart(2, "0")}`), null, undefined];
  assert.deepEqual(span(days), ["2024-01-01", "2024-01-28"]);
  assert.deepEqual(span([null]), ["2024-01-01", "2024-12-31"]);
});

test("lists keep the order of equals, and maps say what they lack", () => {
  const list = [{ k: 2, v: "a" }, { k: 1, v: "b" }, { k: 2, v: "c" }];
  assert.deepEqual(ordered(list, ({ k }) => k, false).map(({ v }) => v), ["b", "a", "c"]);
  assert.deepEqual(ordered(list, ({ k }) => k, true).map(({ v }) => v), ["a", "c", "b"]);
  assert.deepEqual([...grouped(list, ({ k }) => k)].map(([k, own]) => [k, own.length]), [[2, 2], [1, 1]]);
  assert.throws(() => valueAt(new Map(), "state/XXX"), /nothing at state\/XXX/);
});

test("a re-layout is the same every time and lets no names lie on each other", () => {
  const laid = () => {
    const spots = [[0, 0], [0, 0], [10, 0], [400, 300], [5, 5]];
    spread(spots, [[0, 1], [1, 2], [3, 4]]);
    separate(spots, spots.map(() => [120, 80]));
    return spots;
  };
  assert.deepEqual(laid(), laid());
  const spots = laid();
  spots.forEach(([x, y], i) => spots.slice(0, i).forEach(([u, v]) => assert.ok(Math.abs(x - u) >= 119.9 || Math.abs(y - v) >= 79.9)));
  const heap = Array.from({ length: 6 }, (_, i) => [i, i]);
  separate(heap, heap.map(() => [120, 80]));
  heap.forEach(([x, y], i) => heap.slice(0, i).forEach(([u, v]) => assert.ok(Math.abs(x - u) >= 119.9 || Math.abs(y - v) >= 79.9)));
});
