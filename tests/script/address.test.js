import assert from "node:assert/strict";
import { test } from "node:test";

import "./given.js";
import { fragment, parse } from "../../geograph/views/script/address.js";
import { change, DEFAULTS, redo, undo, view } from "../../geograph/views/script/view_state.js";

test("the opening needs no address, and no address is the opening", () => {
  assert.equal(fragment(DEFAULTS), "");
  assert.deepEqual(parse(""), DEFAULTS);
});

test("an address gives back the state that wrote it", () => {
  const state = {
    ...DEFAULTS, rule: "held-by", holders: ["state/IRN", "state/RUS"], n: 3, known: "2024-09-10", since: "2020-01-01", text: "a b=&#,ü",
    statuses: ["contested"], row: "event/talks", focus: ["state/IRN"], hops: 2, pinned: ["state/IRN@-12@40"], unfolded: ["*"],
    settled: true, size: "pagerank", look: "matrix", sort: "denied", down: false, source: "pa, b",
  };
  const text = fragment(state);
  assert.ok(!/[ ü"]/.test(text));
  assert.deepEqual(parse(`#${text}`), state);
});

test("what an address says and the page does not know is passed over", () => {
  for (const wrong of [
    "rule=best", "asof=2024-02-31x", "known=yesterday", "row=event/none", "node=state/XXX", "part=opening", "look=cube", "look=constructor",
    "size=beauty", "sort=colour", "n=0", "n=many", "hops=-1", "focus=state/IRN,state/XXX", "text=%E0%A4%A", "unknown=1", "rule", "=",
  ]) assert.deepEqual(parse(wrong), DEFAULTS, wrong);
  assert.deepEqual(parse("rule=best&kind=Sanction"), { ...DEFAULTS, kind: "Sanction" });
});

test("changes of one movement are one step back", () => {
  change({ kind: "Sanction" });
  for (const known of ["2020-01-01", "2021-01-01", "2022-01-01"]) change({ known }, "known");
  change({ known: "2022-01-01" }); // no change at all
  assert.equal(view.known, "2022-01-01");
  undo();
  assert.deepEqual([view.known, view.kind], [DEFAULTS.known, "Sanction"]);
  redo();
  assert.equal(view.known, "2022-01-01");
  undo();
  change({ text: "iran" });
  redo(); // what was undone is gone once something else was done
  assert.deepEqual([view.known, view.text], [DEFAULTS.known, "iran"]);
  undo();
  undo();
  undo();
  assert.deepEqual(view, DEFAULTS);
});
