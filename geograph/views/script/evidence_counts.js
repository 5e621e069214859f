// How much rows rest on: documents, publishers, voices and claims.

import { valueAt } from "./maps.js";
import { many } from "./phrases.js";
import { policyText } from "./policy_lookup.js";
import { documentOf, scene } from "./scene_data.js";
import { view } from "./view_state.js";

/** @import { Coverage, Standpoint } from "./types.d.ts" */

/**
 * How much some rows rest on: claims that stand and that no later word of their voice has overtaken.
 * @type {(rows: Standpoint[]) => Coverage}
 */
export function coverage(rows) {
  const [documents, publishers, voices, claims] = [new Set(), new Set(), new Set(), new Set()];
  for (const { step } of rows) {
    for (const i of step.claims) {
      if (step.attributed.includes(i) || step.overtaken.includes(i) || step.retracted.includes(i)) continue;
      const claim = scene.claims[i];
      claims.add(i);
      documents.add(claim.document);
      publishers.add(valueAt(documentOf, claim.document).publisher_id);
      voices.add(claim.voice + (claim.anonymous ? "?" : ""));
    }
  }
  return { documents: documents.size, publishers: publishers.size, voices: voices.size, claims: claims.size, events: rows.length };
}

/**
 * What is counted, in the order of the head of the page, each by its noun.
 * @type {Record<keyof Coverage, string>}
 */
export const COUNTED = { documents: "document", publishers: "publisher", voices: "voice", claims: "claim", events: "event" };

/**
 * What is said of them in a sentence, in this order.
 * @type {(keyof Coverage)[]}
 */
const SAID = ["events", "documents", "publishers", "voices"];

/**
 * What some rows rest on, as the command line says it.
 * @type {(rows: Standpoint[]) => string}
 */
export function rests(rows) {
  const found = coverage(rows);
  return `rests on ${SAID.map((key) => many(found[key], COUNTED[key])).join(", ")}`;
}

/**
 * What every figure is printed with: the policy, and what those rows rest on that it shows.
 * @type {(rows: Standpoint[]) => string}
 */
export const restsOn = (rows) => `policy ${policyText(view)} · ${rests(rows)}`;
