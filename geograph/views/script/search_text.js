// What a search looks through.

import { valueAt } from "./maps.js";
import { fold } from "./phrases.js";
import { documentOf, label, scene } from "./scene_data.js";

/** @import { Row } from "./types.d.ts" */

/**
 * What a search looks through: the row's own words and everybody who speaks on it.
 * @type {Map<string, string>}
 */
const haystack = new Map();

/** @type {(row: Row) => string} */
export function haystackOf(row) {
  const made = haystack.get(row.id);
  if (made !== undefined) return made;
  const told = new Set(row.steps.flatMap((step) => step.claims).map((i) => scene.claims[i]).flatMap((claim) => {
    const { title, publisher } = valueAt(documentOf, claim.document);
    return [label(claim.claimant), label(claim.voice), title, publisher];
  }));
  const ends = row.parties.flatMap((id) => [label(id), ...(scene.aliases[id] || [])]);
  const text = fold([row.label, row.kind_label, row.steps[row.steps.length - 1].when, ...told, ...ends].join(" "));
  haystack.set(row.id, text);
  return text;
}

/** Read through the rows for the search while nobody is doing anything. */
export function readAhead(from = 0) {
  const until = Math.min(from + 40, scene.rows.length);
  for (const row of scene.rows.slice(from, until)) haystackOf(row);
  if (until < scene.rows.length) (window.requestIdleCallback || setTimeout)(() => readAhead(until));
}
