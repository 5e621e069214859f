import assert from "node:assert/strict";
import { test } from "node:test";

import { given } from "./given.js";
import { fold } from "../../geograph/views/script/phrases.js";
import { haystackOf } from "../../geograph/views/script/search_text.js";
import { startLexicon, suggest } from "../../geograph/views/script/suggestions.js";
import { rowOf } from "../../geograph/views/script/scene_data.js";
import { change, DEFAULTS } from "../../geograph/views/script/view_state.js";
import { hasChanged, survey, visible } from "../../geograph/views/script/visible.js";

test("suggestions put what begins with the text first, each once", () => {
  startLexicon();
  assert.deepEqual(suggest("i"), []);
  assert.equal(suggest("irán")[0].id, "state/IRN");
  const ids = suggest("iran").map((one) => one.row ?? one.id);
  assert.deepEqual(ids, [...new Set(ids)]);
  assert.ok(ids.includes("event/iran-arms-russia"));
  assert.ok(ids.length <= 8);
});

test("a search looks through everybody who speaks on a row", () => {
  const text = haystackOf(rowOf.get("event/iran-arms-russia"));
  const { title } = given.page.scene.documents[0];
  for (const word of ["iran", "russia", fold(title)]) assert.ok(text.includes(word), word);
});

test("what is visible follows text, status, focus and path", () => {
  survey();
  const all = visible.rows.map(({ row }) => row.id);
  assert.equal(all.length, given.page.scene.rows.length);
  const heat = visible.rows.map(({ step }) => step.heat);
  assert.deepEqual(heat, [...heat].sort((a, b) => b - a));
  change({ text: "no such thing" });
  survey();
  assert.deepEqual([visible.rows.length, visible.edges.length, visible.coverage.events], [0, 0, 0]);
  change({ ...DEFAULTS, statuses: ["contested"] });
  survey();
  assert.deepEqual(visible.rows.map(({ row }) => row.id).sort(), ["event/iran-arms-russia", "event/iran-srbm-russia"]);
  assert.ok(visible.counted.get("reported-only") > 0); // the chips count what they would show
  change({ ...DEFAULTS, path: ["state/IRN", "state/RUS"] });
  survey();
  assert.deepEqual(visible.route.nodes, ["state/IRN", "state/RUS"]);
  change({ ...DEFAULTS, hidden: ["state/IRN"] });
  survey();
  assert.ok(visible.edges.every(({ source, target }) => source !== "state/IRN" && target !== "state/IRN"));
  assert.equal(hasChanged({ ...DEFAULTS }, ["hidden"]), true);
  assert.equal(hasChanged({ ...DEFAULTS }, ["text", "row"]), false);
  assert.equal(hasChanged(null, ["hidden"]), false);
});
