// Time: two thumbs over the events, one over what is known, and a histogram under them.

import { lastDay, periods, positionOf, sayDay, span } from "./calendar.js";
import { buttons, byId, svg } from "./elements.js";
import { scene } from "./scene_data.js";
import { change, view } from "./view_state.js";
import { follow, visible } from "./visible.js";

/** @import { Day } from "./types.d.ts" */

/** @typedef {"since" | "asof" | "known"} Slider */
/** @typedef {"asof" | "known"} Playing */

/** @type {Slider[]} */
const SLIDERS = ["since", "asof", "known"];
/** @type {{ event: Day[]; known: Day[]; playing: Playing | null; timer: number }} */
const time = { event: [], known: [], playing: null, timer: 0 };

/** @type {(which: Slider) => Day[]} */
const ticksOf = (which) => (which === "known" ? time.known : time.event);
/** @type {(which: Slider) => HTMLInputElement} */
const thumbOf = (which) => byId(`${which}-thumb`, HTMLInputElement);

function bars() {
  const ticks = time.event;
  const every = Math.ceil((ticks.length - 1) / 150);
  const bins = Array.from({ length: Math.ceil((ticks.length - 1) / every) }, () => ({ all: 0, on: 0 }));
  for (const { row, step } of visible.at.values()) {
    const day = row.start || step.day;
    if (!day || day < ticks[0]) continue;
    const bin = bins[Math.min(bins.length - 1, Math.floor(positionOf(ticks, day) / every))];
    bin.all += 1;
    if (visible.onCanvas.has(row.id)) bin.on += 1;
  }
  const most = Math.max(1, ...bins.map(({ all }) => all));
  const wide = 1000 / ((ticks.length - 1) / every);
  /** @type {(kind: "all" | "on", i: number, number: number) => SVGElement[]} */
  const bar = (kind, i, number) => (number ? [svg("rect", {
    class: kind, x: i * wide, width: Math.max(0.5, wide - 1), y: 40 - 38 * Math.sqrt(number / most), height: 38 * Math.sqrt(number / most),
  })] : []);
  byId("histogram", SVGElement).replaceChildren(...bins.flatMap(({ all, on }, i) => [...bar("all", i, all), ...bar("on", i, on)]));
}

/**
 * Put a thumb on a period; the slider itself knows only its number, people its name.
 * @type {(which: Slider, position: number, text: string) => void}
 */
function setThumb(which, position, text) {
  thumbOf(which).value = String(position);
  thumbOf(which).setAttribute("aria-valuetext", text);
}

function drawTimeSliders() {
  const { event, known } = time;
  const last = event.length - 2;
  setThumb("since", view.since ? positionOf(event, view.since) : 0, view.since ? sayDay(view.since) : "the beginning");
  setThumb("asof", view.asof ? positionOf(event, view.asof) : last + 1, view.asof ? sayDay(view.asof) : "any day");
  setThumb("known", view.known ? positionOf(known, view.known) : known.length - 1, view.known ? sayDay(view.known) : "everything that is known");
  for (const key of SLIDERS) {
    const day = byId(`${key}-day`, HTMLInputElement);
    if (document.activeElement !== day) day.value = view[key] || "";
  }
  const [since, asof] = [Number(thumbOf("since").value), Number(thumbOf("asof").value)];
  /** @type {(value: number) => string} */
  const share = (value) => `${(100 * value) / (last + 1)}%`;
  byId("kept", SVGElement).setAttribute("x", share(since));
  byId("kept", SVGElement).setAttribute("width", share(Math.max(0, asof - since + (view.asof ? 1 : 0))));
  bars();
}

/** @type {(which: Playing) => void} */
function play(which) {
  const stop = time.playing === which;
  clearTimeout(time.timer);
  time.playing = stop ? null : which;
  for (const button of buttons("[data-play]")) {
    const on = button.dataset.play === time.playing;
    button.setAttribute("aria-pressed", String(on));
    button.firstElementChild?.replaceChildren(on ? "❚❚" : "▶");
  }
  if (stop) return;
  const thumb = thumbOf(which);
  if (Number(thumb.value) >= Number(thumb.max)) move(which, 0, "play");
  const step = () => {
    const next = Number(thumb.value) + 1;
    move(which, next, "play");
    if (next >= Number(thumb.max)) play(which);
    else time.timer = setTimeout(step, 260);
  };
  time.timer = setTimeout(step, 260);
}

/**
 * Set a cut by the number of a period; the far end is not a cut.
 * @type {(which: Slider, value: number, tag?: string) => void}
 */
function move(which, value, tag = which) {
  const ticks = ticksOf(which);
  const last = ticks.length - 2;
  if (which === "since") {
    const most = view.asof ? positionOf(ticks, view.asof) : last;
    change({ since: value <= 0 ? null : ticks[Math.min(value, most)] }, tag);
    thumbOf("since").value = String(Math.min(value, most));
  } else if (which === "asof") {
    const least = view.since ? positionOf(ticks, view.since) : 0;
    change({ asof: value > last ? null : lastDay(ticks, Math.max(value, least)) }, tag);
    thumbOf("asof").value = String(Math.max(value, least));
  } else change({ known: value > last ? null : lastDay(ticks, value) }, tag);
}

export function startTimeSliders() {
  const days = scene.rows.map((row) => row.start || row.steps[row.steps.length - 1].day);
  time.event = periods(...span(days));
  time.known = periods(...span(scene.rows.flatMap((row) => row.steps.map((step) => step.known))));
  for (const which of SLIDERS) {
    const thumb = thumbOf(which);
    thumb.max = String(ticksOf(which).length - 1);
    // a slider in the hand is drawn at once, what follows from it once a frame
    let waiting = false;
    thumb.addEventListener("input", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; move(which, Number(thumb.value)); });
    });
    const day = byId(`${which}-day`, HTMLInputElement);
    day.addEventListener("change", () => change({ [which]: day.value || null }));
  }
  byId("tick-first").textContent = time.event[0].slice(0, 4);
  byId("tick-last").textContent = time.event[time.event.length - 2].slice(0, 4);
  for (const button of buttons("[data-play]")) {
    button.addEventListener("click", () => play(/** @type {Playing} */ (button.dataset.play)));
  }
  follow(drawTimeSliders);
}
