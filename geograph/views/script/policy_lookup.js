// What counts under a claim policy and both cuts, by what the file says of each step and release.

import { inTime, stepAt } from "./cuts.js";
import { label, scene, words } from "./scene_data.js";

/** @import { Admitting, ClaimPolicy, CountedRows, Cuts, Day, Release, Row, Speaker, Step } from "./types.d.ts" */

/** @type {(speakers: Speaker[]) => string[]} */
const named = (speakers) => speakers.filter((one) => !one.anonymous && !one.mixed && !one.unheard).map((one) => one.id);

/**
 * Whether a rule admits an event, by what the file says of this step.
 * @type {(step: Admitting, policy: ClaimPolicy) => boolean}
 */
export function admits(step, { rule, n, holders }) {
  if (rule === "endorsed" || rule === "corroborated") return (step[rule] || 0) >= n;
  if (rule === "held-by") {
    const [yes, no] = [named(step.asserted), named(step.denied)];
    return holders.some((id) => yes.includes(id)) && !holders.some((id) => no.includes(id));
  }
  return step.rules.includes(rule);
}

/**
 * Whether an event counts as a relation: the rule, and the cut in event time.
 * @type {(row: Row, step: Step, view: ClaimPolicy & Cuts) => boolean}
 */
export function counts(row, step, view) {
  return admits(step, view) && inTime(row, view.asof, view.known);
}

/**
 * Whether a release is known by a day, and no later issue of the whole takes its place.
 * @type {(release: Release, known: Day | null) => boolean}
 */
export function inIssue(release, known) {
  if (known === null) return !release.superseded;
  return Boolean(release.known && release.known <= known && !(release.superseded && release.superseded <= known));
}

/**
 * The rows of releases that count, in groups of equal days; the numbers of rows and of releases.
 * @type {(view: ClaimPolicy & Cuts) => CountedRows}
 */
export function countedRows(view) {
  const standing = scene.releases.map((release) => inIssue(release, view.known) && admits(release, view));
  const held = new Set();
  /** @type {CountedRows["groups"]} */
  const groups = [];
  let rows = 0;
  scene.releases.forEach((release, i) => release.rows.forEach((days, j) => {
    if (!standing[i] || !inTime(days, view.asof, view.known)) return;
    held.add(`${i},${j}`);
    groups.push([release.id, days.start, days.until, days.until_known]);
    rows += days.number;
  }));
  // a row that several of them have is one
  for (const [number, spots] of scene.overlaps) rows -= number * Math.max(0, spots.filter((at) => held.has(at.join())).length - 1);
  return { groups, rows, releases: standing.filter(Boolean).length };
}

/**
 * What the policy is called on the command line.
 * @type {(policy: ClaimPolicy & Cuts) => string}
 */
export function policyText({ rule, n, holders, asof, known }) {
  const number = rule === "endorsed" || rule === "corroborated" ? `:${n}` : "";
  const voices = rule === "held-by" ? `=${holders.join(",")}` : "";
  return rule + number + voices + (scene.options[rule] || "") + (asof ? `, as of ${asof}` : "") + (known ? `, known by ${known} (${scene.clock})` : "");
}

/**
 * The same in a sentence.
 * @type {(policy: ClaimPolicy) => string}
 */
export function policyWords({ rule, n, holders }) {
  return words.rules[rule].replace("{n}", String(n)).replace("{holders}", holders.map(label).join(" or ") || "nobody");
}

/**
 * The events that count as relations, by id.
 * @type {(view: ClaimPolicy & Cuts) => string[]}
 */
export const countedEvents = (view) => scene.rows.filter((row) => {
  const i = stepAt(row, view.known);
  return i >= 0 && counts(row, row.steps[i], view);
}).map((row) => row.id);

/**
 * The status of every event that somebody has spoken of by a day.
 * @type {(known: Day | null) => [id: string, status: string][]}
 */
export function statusesAt(known) {
  return scene.rows.flatMap((row) => {
    const i = stepAt(row, known);
    return i < 0 ? [] : [[row.id, row.steps[i].status]];
  });
}
