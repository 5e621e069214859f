// Looking up what Python computed, at a policy and two cuts in time: dates are compared, no more.

import { sayDay } from "./calendar.js";
import { scene, words } from "./scene_data.js";

/** @import { Cuts, Day, Holding, Row, Step } from "./types.d.ts" */

const END = "9999-12-31";

/**
 * The step of a row's history that holds at a day of knowing; -1 before anybody spoke.
 * @type {(row: Row, known: Day | null) => number}
 */
export function stepAt(row, known) {
  if (known === null) return row.steps.length - 1;
  let low = 0, high = row.steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row.steps[middle].known <= known) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Whether an event holds on a day; an end that was said later is not known.
 * @type {(row: Holding, asof: Day | null, known: Day | null) => boolean}
 */
export function inTime(row, asof, known) {
  if (asof === null) return true;
  if (!row.start || row.start > asof) return false;
  const ended = row.until && row.until <= asof;
  return !ended || Boolean(known && row.until_known && row.until_known > known);
}

/**
 * How far a measure has come by both cuts, in words; null for what is not a measure.
 * @type {(row: Row, cuts: Cuts) => string | null}
 */
export function stageOf(row, view) {
  if (!row.stages) return null;
  const i = stepAt(row, view.known);
  if (view.asof === null) {
    const found = row.stages.open.filter(([day]) => day <= (view.known || END));
    return found.length ? found[found.length - 1][1] : null;
  }
  const cut = view.known !== null && view.known < view.asof ? view.known : view.asof;
  const found = row.stages.dated.filter(([step, day]) => step === i && day <= cut);
  return found.length ? found[found.length - 1][inTime(row, view.asof, view.known) ? 2 : 3] : null;
}

/**
 * Whether a row belongs to the span of event time that is looked at.
 * @type {(row: Row, step: Step, view: Cuts & { since: Day | null }) => boolean}
 */
export function within(row, step, view) {
  const since = view.since || "";
  if (!row.start) return (step.day || "") <= (view.asof || END) && (step.day || "") >= since;
  return inTime(row, view.asof, view.known) && (Boolean(row.lasts) || row.start >= since);
}

/**
 * Both cuts in words.
 * @type {(view: Cuts & { since: Day | null }) => string}
 */
export function cutWords(view) {
  const span = view.asof ? `the world as of ${sayDay(view.asof)}` : "the world as of any day";
  const from = view.since ? `, events since ${sayDay(view.since)}` : "";
  const known = view.known ? `as far as it ${words.clocks[scene.clock]} by ${sayDay(view.known)}` : "everything that is known";
  return `${span}${from}; ${known}`;
}
