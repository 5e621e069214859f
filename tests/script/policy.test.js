import assert from "node:assert/strict";
import { test } from "node:test";

import { given } from "./given.js";
import { inTime, stageOf, stepAt, within } from "../../geograph/views/script/cuts.js";
import { admits, countedEvents, inIssue, policyText, policyWords, statusesAt } from "../../geograph/views/script/policy_lookup.js";
import { rowOf, scene } from "../../geograph/views/script/scene_data.js";

const spoken = (id, more) => ({ id, label: id, through: [], inherited: false, anonymous: false, mixed: false, rival: false, unheard: false, ...more });

test("what counts, and every status, is what Python judges", () => {
  for (const { view, counts, statuses } of given.asked) {
    assert.deepEqual(countedEvents(view).sort(), counts, JSON.stringify(view));
    assert.deepEqual(Object.fromEntries(statusesAt(view.known)), statuses, JSON.stringify(view));
  }
  assert.ok(new Set(given.asked.map(({ counts }) => counts.join())).size > 5);
});

test("a policy has the text that it has on the command line", () => {
  for (const { view, text } of given.asked) assert.equal(policyText(view), text);
});

test("a policy is said in a sentence", () => {
  assert.match(policyWords({ rule: "endorsed", n: 3, holders: [] }), /3/);
  assert.match(policyWords({ rule: "held-by", n: 2, holders: ["state/IRN", "state/RUS"] }), /Iran or Russia/);
  assert.match(policyWords({ rule: "held-by", n: 2, holders: [] }), /nobody/);
});

test("an event holds on the days on which it does in Python", () => {
  for (const { row, asof, known, holds } of given.holding) {
    assert.equal(inTime(row, asof, known), holds, JSON.stringify({ row, asof, known }));
  }
  assert.equal(new Set(given.holding.map(({ holds }) => holds)).size, 2);
  assert.equal(inTime({}, null, null), true);
});

test("a rule that names voices heeds neither unnamed nor undecided ones", () => {
  const held = { rule: "held-by", n: 2, holders: ["a"] };
  const step = (asserted, denied = []) => ({ rules: [], asserted, denied });
  assert.equal(admits(step([spoken("a")]), held), true);
  assert.equal(admits(step([spoken("b")]), held), false);
  assert.equal(admits(step([spoken("a")], [spoken("a")]), held), false);
  for (const mark of ["anonymous", "mixed", "unheard"]) {
    assert.equal(admits(step([spoken("a", { [mark]: true })]), held), false, mark);
    assert.equal(admits(step([spoken("a")], [spoken("a", { [mark]: true })]), held), true, mark);
  }
});

test("a release is in issue from its day until a later one takes its place", () => {
  const release = { known: "2024-03-18", superseded: "2026-03-09" };
  const days = ["2024-03-17", "2024-03-18", "2026-03-08", "2026-03-09", null];
  assert.deepEqual(days.map((day) => inIssue(release, day)), [false, true, true, false, false]);
  assert.equal(inIssue({ known: "2024-03-18" }, null), true);
  assert.equal(inIssue({}, "2024-03-18"), false);
});

test("the step of a row is the last that is known by a day", () => {
  const row = { steps: [{ known: "2020-01-01" }, { known: "2020-01-05" }, { known: "2021-01-01" }] };
  const days = ["2019-12-31", "2020-01-01", "2020-01-04", "2020-01-05", "2020-12-31", "2021-01-01", null];
  assert.deepEqual(days.map((day) => stepAt(row, day)), [-1, 0, 0, 1, 1, 2, 2]);
});

test("how far a measure has come follows both cuts", () => {
  const row = {
    start: "2020-02-01", steps: [{ known: "2020-01-01" }, { known: "2020-03-01" }],
    stages: { open: [["2020-01-01", "announced"], ["2020-03-01", "imposed"]], dated: [[1, "2020-02-01", "in force", "not yet"]] },
  };
  assert.equal(stageOf(row, { asof: null, known: null }), "imposed");
  assert.equal(stageOf(row, { asof: null, known: "2020-02-15" }), "announced");
  assert.equal(stageOf(row, { asof: "2020-02-01", known: null }), "in force");
  assert.equal(stageOf(row, { asof: "2020-01-31", known: null }), null);
  assert.equal(stageOf({ steps: row.steps }, { asof: null, known: null }), null);
});

test("a row without days lies where it was spoken of", () => {
  const view = { since: "2020-01-01", asof: "2020-12-31", known: null };
  const days = ["2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01"];
  assert.deepEqual(days.map((day) => within({}, { day }, view)), [false, true, true, false]);
  assert.equal(within({ start: "2019-01-01", lasts: true }, {}, view), true);
  assert.equal(within({ start: "2019-01-01" }, {}, view), false);
});

test("what the file leaves out as empty is there", () => {
  assert.ok(scene.rows.some((row, i) => row.answers.length === 0 && given.page.scene.rows[i].answers === undefined));
  for (const row of scene.rows) {
    assert.equal(row.kind_label, scene.kinds[row.kind]);
    for (const { asserted, denied, others, claims, flags } of row.steps) {
      for (const list of [asserted, denied, others, claims, flags]) assert.ok(Array.isArray(list));
    }
  }
  const [step] = rowOf.get("event/iran-arms-russia").steps;
  assert.ok([...step.asserted, ...step.denied, ...step.others.flatMap((one) => one.speakers)].every((one) => one.label === (scene.labels[one.id] ?? one.id)));
});
