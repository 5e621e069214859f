// Days, which are ISO text, and the periods that sliders and histograms count in.

/** @import { Day } from "./types.d.ts" */

export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @type {(day: Day) => string} */
export function sayDay(text) {
  const [year, month, day] = text.split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** @type {(text: string) => boolean} */
export function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

export const DAY = 86400000;
/** @type {(time: number | Date) => Day} */
export const iso = (time) => new Date(time).toISOString().slice(0, 10);

/**
 * The first days of equal periods over a span: days, months or years, so that there are few.
 * @type {(first: Day, last: Day) => Day[]}
 */
export function periods(first, last) {
  const days = (Date.parse(last) - Date.parse(first)) / DAY;
  const unit = days <= 150 ? "day" : days <= 366 * 40 ? "month" : "year";
  const out = [];
  const at = new Date(`${unit === "day" ? first : unit === "month" ? `${first.slice(0, 7)}-01` : `${first.slice(0, 4)}-01-01`}T00:00:00Z`);
  while (iso(at) <= last) {
    out.push(iso(at));
    if (unit === "day") at.setUTCDate(at.getUTCDate() + 1);
    else if (unit === "month") at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCFullYear(at.getUTCFullYear() + 1);
  }
  out.push(iso(at));
  return out;
}

/**
 * The span that most of the days lie in: a lone war of 1986 must not squeeze all others.
 * @type {(days: (Day | null | undefined)[]) => [first: Day, last: Day]}
 */
export function span(days) {
  const all = days.flatMap((day) => day || []).sort();
  if (!all.length) return ["2024-01-01", "2024-12-31"];
  return [all[Math.floor(all.length * 0.02)], all[all.length - 1]];
}

/** @type {(ticks: Day[], i: number) => Day} */
export const lastDay = (ticks, i) => iso(Date.parse(ticks[i + 1]) - DAY);

/**
 * Where on a track a day is: the number of its period.
 * @type {(ticks: Day[], day: Day) => number}
 */
export function positionOf(ticks, day) {
  let low = 0, high = ticks.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ticks[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}
