// Time: two thumbs over the events, one over what is known, and a histogram under them.

const DAY = 86400000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** The first days of equal periods over a span: days, months or years, so that there are few. */
function periods(first, last) {
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

/** The span that most of the days lie in: a lone war of 1986 must not squeeze all others. */
function span(days) {
  const all = days.filter(Boolean).sort();
  if (!all.length) return ["2024-01-01", "2024-12-31"];
  return [all[Math.floor(all.length * 0.02)], all[all.length - 1]];
}

const time = {
  ticks: { event: [], known: [] }, playing: null, timer: 0,
};

const lastDay = (ticks, i) => iso(Date.parse(ticks[i + 1]) - DAY);

/** Where on a track a day is: the number of its period. */
function positionOf(ticks, day) {
  let low = 0, high = ticks.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ticks[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

function bars() {
  const ticks = time.ticks.event;
  const every = Math.ceil((ticks.length - 1) / 150);
  const bins = Array.from({ length: Math.ceil((ticks.length - 1) / every) }, () => [0, 0]);
  for (const { row, step } of now.at.values()) {
    const day = row.start || step.day;
    if (!day || day < ticks[0]) continue;
    const bin = bins[Math.min(bins.length - 1, Math.floor(positionOf(ticks, day) / every))];
    bin[0] += 1;
    if (now.onCanvas.has(row.id)) bin[1] += 1;
  }
  const most = Math.max(1, ...bins.map(([all]) => all));
  const wide = 1000 / ((ticks.length - 1) / every);
  const bar = (kind, i, number) => number > 0 && svg("rect", {
    class: kind, x: i * wide, width: Math.max(0.5, wide - 1), y: 40 - 38 * Math.sqrt(number / most), height: 38 * Math.sqrt(number / most),
  });
  byId("histogram").replaceChildren(...bins.flatMap(([all, on], i) => [bar("all", i, all), bar("on", i, on)]).filter(Boolean));
}

/** Say a period as people do; the slider itself knows only its number. */
function sayThumb(input, text) {
  input.setAttribute("aria-valuetext", text);
}

function drawTime() {
  const { event, known } = time.ticks;
  const last = event.length - 2;
  const [since, asof, by] = ["since", "asof", "known"].map((id) => byId(`${id}-thumb`));
  since.value = view.since ? positionOf(event, view.since) : 0;
  asof.value = view.asof ? positionOf(event, view.asof) : last + 1;
  by.value = view.known ? positionOf(known, view.known) : known.length - 1;
  sayThumb(since, view.since ? sayDay(view.since) : "the beginning");
  sayThumb(asof, view.asof ? sayDay(view.asof) : "any day");
  sayThumb(by, view.known ? sayDay(view.known) : "everything that is known");
  for (const key of ["since", "asof", "known"]) {
    if (document.activeElement !== byId(`${key}-day`)) byId(`${key}-day`).value = view[key] || "";
  }
  const share = (value) => `${(100 * value) / (last + 1)}%`;
  byId("kept").setAttribute("x", share(Number(since.value)));
  byId("kept").setAttribute("width", share(Math.max(0, Number(asof.value) - Number(since.value) + (view.asof ? 1 : 0))));
  bars();
}

function play(which) {
  const stop = time.playing === which;
  clearTimeout(time.timer);
  time.playing = stop ? null : which;
  for (const button of document.querySelectorAll("[data-play]")) {
    const on = button.dataset.play === time.playing;
    button.setAttribute("aria-pressed", String(on));
    button.querySelector("span").textContent = on ? "❚❚" : "▶";
  }
  if (stop) return;
  const thumb = byId(`${which}-thumb`);
  if (Number(thumb.value) >= Number(thumb.max)) move(which, 0, "play");
  const step = () => {
    const next = Number(thumb.value) + 1;
    move(which, next, "play");
    if (next >= Number(thumb.max)) play(which);
    else time.timer = setTimeout(step, 260);
  };
  time.timer = setTimeout(step, 260);
}

/** Set a cut by the number of a period; the far end is not a cut. */
function move(which, value, tag = which) {
  const ticks = which === "known" ? time.ticks.known : time.ticks.event;
  const last = ticks.length - 2;
  if (which === "since") {
    const most = view.asof ? positionOf(ticks, view.asof) : last;
    change({ since: value <= 0 ? null : ticks[Math.min(value, most)] }, tag);
    byId("since-thumb").value = Math.min(value, most);
  } else if (which === "asof") {
    const least = view.since ? positionOf(ticks, view.since) : 0;
    change({ asof: value > last ? null : lastDay(ticks, Math.max(value, least)) }, tag);
    byId("asof-thumb").value = Math.max(value, least);
  } else change({ known: value > last ? null : lastDay(ticks, value) }, tag);
}

function startTime() {
  const days = scene.rows.map((row) => row.start || row.steps[row.steps.length - 1].day);
  time.ticks.event = periods(...span(days));
  time.ticks.known = periods(...span(scene.rows.flatMap((row) => row.steps.map((step) => step.known))));
  for (const which of ["since", "asof", "known"]) {
    const ticks = which === "known" ? time.ticks.known : time.ticks.event;
    const thumb = byId(`${which}-thumb`);
    thumb.max = ticks.length - 1;
    // a slider in the hand is drawn at once, what follows from it once a frame
    let waiting = false;
    thumb.addEventListener("input", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; move(which, Number(thumb.value)); });
    });
    byId(`${which}-day`).addEventListener("change", ({ target }) => change({ [which]: target.value || null }));
  }
  for (const [at, i] of [["first", 0], ["last", time.ticks.event.length - 2]]) {
    byId(`tick-${at}`).textContent = time.ticks.event[i].slice(0, 4);
  }
  for (const button of document.querySelectorAll("[data-play]")) {
    button.addEventListener("click", () => play(button.dataset.play));
  }
  hear("now", drawTime);
}
