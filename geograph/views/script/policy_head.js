// The head of the page: the claim policy that is in force, what it means, and what it rests on.

import { cutWords } from "./cuts.js";
import { byId, el } from "./elements.js";
import { COUNTED } from "./evidence_counts.js";
import { fold, many, sentence } from "./phrases.js";
import { policyText, policyWords } from "./policy_lookup.js";
import { label, scene } from "./scene_data.js";
import { change, view } from "./view_state.js";
import { follow, visible } from "./visible.js";

/** @import { Coverage } from "./types.d.ts" */

/** Rows of releases are counted and not drawn, so the page says where to ask for them. */
const ASK = "by policy and dates, whatever the filters; geograph ledger, geograph centrality and geograph export take them in under the same policy.";

/**
 * The voices that take a side anywhere, for the rule that asks for some of them by name.
 * @type {() => string[]}
 */
function voicesByName() {
  const found = new Set([...scene.start.holders, ...scene.releases.flatMap((release) => release.voice || [])]);
  for (const row of scene.rows) {
    const step = row.steps[row.steps.length - 1];
    for (const one of [...step.asserted, ...step.denied]) if (!one.anonymous) found.add(one.id);
  }
  return [...found].sort((a, b) => (fold(label(a)) < fold(label(b)) ? -1 : 1));
}

/**
 * Set one of the figures.
 * @type {(key: string, number: number, noun: string) => void}
 */
function drawFigure(key, number, noun) {
  /** @type {(tag: string, text: string) => void} */
  const set = (tag, text) => document.querySelector(`[data-figure="${key}"] ${tag}`)?.replaceChildren(text);
  set("dd", String(number));
  set("dt", number === 1 ? noun : `${noun}s`);
}

function drawPolicy() {
  const [rule, number, holder] = [byId("rule", HTMLSelectElement), byId("number", HTMLInputElement), byId("holder", HTMLSelectElement)];
  rule.value = view.rule;
  number.hidden = view.rule !== "endorsed" && view.rule !== "corroborated";
  number.value = String(view.n);
  holder.hidden = view.rule !== "held-by";
  holder.value = view.holders[0] || "";
  byId("policy-text").textContent = policyText({ ...view, asof: null, known: null });
  byId("policy-words").textContent = policyWords(view);
  byId("cut-words").textContent = `${sentence(cutWords(view))}.`;
  for (const [key, noun] of Object.entries(COUNTED)) drawFigure(key, visible.coverage[/** @type {keyof Coverage} */ (key)], noun);
  if (!scene.releases.length) return;
  const { rows, releases } = visible.releases;
  drawFigure("rows", rows, "row");
  byId("rows-words").textContent = `${many(rows, "row")} of ${many(releases, "release")} ${rows === 1 ? "counts" : "count"} too, ${ASK}`;
}

export function startPolicy() {
  const [rule, number, holder] = [byId("rule", HTMLSelectElement), byId("number", HTMLInputElement), byId("holder", HTMLSelectElement)];
  for (const id of voicesByName()) holder.append(el("option", { value: id, text: label(id).slice(0, 60) }));
  rule.addEventListener("change", () => {
    const held = rule.value === "held-by" && !view.holders.length ? [holder.options[0].value] : view.holders;
    change({ rule: rule.value, holders: held });
  });
  number.addEventListener("input", () => {
    if (Number(number.value) >= 1) change({ n: Number(number.value) }, "n");
  });
  holder.addEventListener("change", () => change({ holders: [holder.value] }));
  follow(drawPolicy);
}
