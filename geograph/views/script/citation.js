// Taking it along: a row as a citation, and as the SPARQL that returns what stands behind it.

import { cutWords } from "./cuts.js";
import { el } from "./elements.js";
import { valueAt } from "./maps.js";
import { sentence } from "./phrases.js";
import { policyText } from "./policy_lookup.js";
import { documentOf, scene, words } from "./scene_data.js";
import { view } from "./view_state.js";

/** @import { Child, Speaker, Standpoint } from "./types.d.ts" */

const ID = "https://w3id.org/geograph/id/";

/**
 * A row under the policy and cuts in force, with every document and paragraph it was read in.
 * @type {(one: Standpoint) => string}
 */
function citation({ row, step }) {
  const sides = [{ title: "Asserted by", all: step.asserted }, { title: "Denied by", all: step.denied }]
    .filter(({ all }) => all.length).map(({ title, all }) => `${title} ${all.map(spoken).join(", ")}.`);
  const places = new Map();
  for (const i of [...step.claims].sort((a, b) => a - b)) {
    const { document, locator } = scene.claims[i];
    places.set(document, (places.get(document) || new Set()).add(locator));
  }
  const read = [...places].map(([id, locators]) => {
    const { title, publisher, published, url } = valueAt(documentOf, id);
    return `${publisher}, “${title}”, ${published}, ¶ ${[...locators].sort((a, b) => parseInt(a, 10) - parseInt(b, 10)).join(", ")}${url ? `, ${url}` : ""}`;
  });
  return [
    `${sentence(row.label)} (${step.when}): ${words.statuses[step.status][1]}.`, ...sides,
    ...read.map((one) => `– ${one}`),
    `geograph, policy ${policyText(view)}; ${cutWords(view)}. ${ID}${row.id}`,
  ].join("\n");
}

/** @type {(one: Speaker) => string} */
export const spoken = (one) => (one.anonymous ? `${one.through.join(", ") || "an unnamed source"} (unnamed, ${one.label})` : one.label)
  + (one.inherited ? " (inherited)" : "") + (one.rival ? " (for a rival account)" : "") + (one.mixed ? " (says both)" : "");

/**
 * The claims that bear on a row, known by the day, as a query for any SPARQL engine.
 * @type {(one: Standpoint) => string}
 */
function sparql({ row, step }) {
  const claims = [...step.claims].sort((a, b) => a - b).map((i) => `    <${ID}${scene.claims[i].id}>`);
  return `PREFIX gg: <https://w3id.org/geograph/ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?claim ?claimant ?voice ?stance ?statement ?document ?locator
WHERE {
  VALUES ?claim {
${claims.join("\n")}
  }
  ?claim gg:bearsOn <${ID}${row.id}> ;
    gg:countsAs ?stance ;
    gg:claimant ?claimant ;
    gg:voice ?voice ;
    gg:inStatement ?statement .
  ?statement prov:hadPrimarySource ?document ;
    gg:locator ?locator .
}
ORDER BY ?claim`;
}

/**
 * Copy a text, and show it where it can be copied by hand.
 * @type {(box: HTMLElement, text: string) => void}
 */
function copied(box, text) {
  const area = el("textarea", { readonly: true, rows: "6", "aria-label": "Text to copy", text });
  const said = el("p", { class: "said", role: "status" });
  box.replaceChildren(area, said);
  area.select();
  const done = () => { said.textContent = "Copied."; };
  const by_hand = () => { said.textContent = document.execCommand("copy") ? "Copied." : "Press Ctrl+C to copy."; };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, by_hand);
  else by_hand();
}

/** @type {(one: Standpoint) => Child[]} */
export function copies(one) {
  const box = el("div", { class: "copies" });
  /** @type {(text: string, make: (one: Standpoint) => string) => HTMLElement} */
  const button = (text, make) => el("button", {
    type: "button", class: "quiet", text, on: { click: () => copied(box, make(one)) },
  });
  return [el("p", { class: "acts" }, button("Copy as citation", citation), " ", button("Copy as SPARQL", sparql)), box];
}
