// Looking up what Python computed, at a policy and two cuts in time: dates are compared, no more.

const END = "9999-12-31";

/** The step of a row's history that holds at a day of knowing; -1 before anybody spoke. */
function stepAt(row, known) {
  if (known === null) return row.steps.length - 1;
  let low = 0, high = row.steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row.steps[middle].known <= known) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Whether an event holds on a day; an end that was said later is not known. */
function inTime(row, asof, known) {
  if (asof === null) return true;
  if (!row.start || row.start > asof) return false;
  const ended = row.until && row.until <= asof;
  return !ended || Boolean(known && row.until_known && row.until_known > known);
}

const named = (speakers) => speakers.filter((one) => !one.anonymous && !one.mixed && !one.unheard).map((one) => one.id);

/** Whether a rule admits an event, by what the file says of this step. */
function admits(step, { rule, n, holders }) {
  if (rule === "endorsed" || rule === "corroborated") return (step[rule] || 0) >= n;
  if (rule === "held-by") {
    const [yes, no] = [named(step.asserted), named(step.denied)];
    return holders.some((id) => yes.includes(id)) && !holders.some((id) => no.includes(id));
  }
  return step.rules.includes(rule);
}

/** Whether an event counts as a relation: the rule, and the cut in event time. */
function counts(row, step, view) {
  return admits(step, view) && inTime(row, view.asof, view.known);
}

/** Whether a release is known by a day, and no later issue of the whole takes its place. */
function inIssue(release, known) {
  if (known === null) return !release.superseded;
  return Boolean(release.known) && release.known <= known && !(release.superseded && release.superseded <= known);
}

/** The rows of releases that count, in groups of equal days; the numbers of rows and of releases. */
function countedRows(view) {
  const standing = scene.releases.map((release) => inIssue(release, view.known) && admits(release, view));
  const held = new Set(), groups = [];
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

/** How far a measure has come by both cuts, in words; null for what is not a measure. */
function stageOf(row, view) {
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

/** Whether a row belongs to the span of event time that is looked at. */
function within(row, step, view) {
  const since = view.since || "";
  if (!row.start) return (step.day || "") <= (view.asof || END) && (step.day || "") >= since;
  return inTime(row, view.asof, view.known) && (row.lasts || row.start >= since);
}

/** What the policy is called on the command line. */
function policyText({ rule, n, holders, asof, known }) {
  const number = rule === "endorsed" || rule === "corroborated" ? `:${n}` : "";
  const voices = rule === "held-by" ? `=${holders.join(",")}` : "";
  return rule + number + voices + (scene.options[rule] || "") + (asof ? `, as of ${asof}` : "") + (known ? `, known by ${known} (${scene.clock})` : "");
}

/** The same in a sentence. */
function policyWords({ rule, n, holders }) {
  return words.rules[rule].replace("{n}", n).replace("{holders}", holders.map(label).join(" or ") || "nobody");
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function sayDay(iso) {
  const [year, month, day] = iso.split("-");
  return `${Number(day)} ${MONTHS[month - 1]} ${year}`;
}

/** Both cuts in words. */
function cutWords(view) {
  const span = view.asof ? `the world as of ${sayDay(view.asof)}` : "the world as of any day";
  const from = view.since ? `, events since ${sayDay(view.since)}` : "";
  const known = view.known ? `as far as it ${words.clocks[scene.clock]} by ${sayDay(view.known)}` : "everything that is known";
  return `${span}${from}; ${known}`;
}
