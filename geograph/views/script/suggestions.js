// Suggestions of names while somebody types.

import { fold } from "./phrases.js";
import { label, nodeOf, scene } from "./scene_data.js";

/** @import { Suggestion } from "./types.d.ts" */

/**
 * What the search knows by name: actors with their other names, and events.
 * @type {Suggestion[]}
 */
const lexicon = [];

export function startLexicon() {
  const ids = new Set([...nodeOf.keys(), ...Object.keys(scene.labels).filter((id) => /^(state|actor)\//.test(id))]);
  for (const id of ids) {
    const names = [nodeOf.get(id)?.label ?? label(id), ...(scene.aliases[id] || [])];
    for (const text of names) lexicon.push({ key: fold(text), text, id, of: text === names[0] ? null : names[0] });
  }
  for (const row of scene.rows) lexicon.push({ key: fold(row.label), text: row.label, row: row.id, of: null });
}

/**
 * The best eight: what begins with the text first, then words that do; actors before events.
 * @type {(text: string) => Suggestion[]}
 */
export function suggest(text) {
  const sought = fold(text.trim());
  if (sought.length < 2) return [];
  /** @type {(one: Suggestion) => number} */
  const grade = ({ key }) => (key.startsWith(sought) ? 0 : key.includes(` ${sought}`) ? 1 : key.includes(sought) ? 2 : 3);
  const found = lexicon.map((one) => ({ at: grade(one) + (one.row ? 0.5 : 0), one })).filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at || a.one.key.length - b.one.key.length).map(({ one }) => one);
  // each once, by the name that fits best
  const first = new Map();
  for (const one of found) if (!first.has(one.row || one.id)) first.set(one.row || one.id, one);
  return [...first.values()].slice(0, 8);
}
