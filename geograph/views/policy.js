// The head of the page: the claim policy that is in force, what it means, and what it rests on.

const COUNTED = { documents: ["document"], publishers: ["publisher"], voices: ["voice"], claims: ["claim"], events: ["event"] };
/** Rows of releases are counted and not drawn, so the page says where to ask for them. */
const ASK = "by policy and dates, whatever the filters; geograph ledger, geograph centrality and geograph export take them in under the same policy.";

/** The voices that take a side anywhere, for the rule that asks for some of them by name. */
function voicesByName() {
  const found = new Set([...scene.start.holders, ...scene.releases.map((release) => release.voice).filter(Boolean)]);
  for (const row of scene.rows) {
    const step = row.steps[row.steps.length - 1];
    for (const one of [...step.asserted, ...step.denied]) if (!one.anonymous) found.add(one.id);
  }
  return [...found].sort((a, b) => (fold(label(a)) < fold(label(b)) ? -1 : 1));
}

function drawPolicy() {
  byId("rule").value = view.rule;
  const numbered = view.rule === "endorsed" || view.rule === "corroborated";
  byId("number").hidden = !numbered;
  byId("number").value = view.n;
  byId("holder").hidden = view.rule !== "held-by";
  byId("holder").value = view.holders[0] || "";
  byId("policy-text").textContent = policyText({ ...view, asof: null, known: null });
  byId("policy-words").textContent = policyWords(view);
  byId("cut-words").textContent = `${sentence(cutWords(view))}.`;
  for (const [key, [noun]] of Object.entries(COUNTED)) {
    const box = document.querySelector(`[data-figure="${key}"]`);
    box.querySelector("dd").textContent = now.coverage[key];
    box.querySelector("dt").textContent = now.coverage[key] === 1 ? noun : `${noun}s`;
  }
  if (!scene.releases.length) return;
  const { rows, releases } = now.releases;
  const box = document.querySelector('[data-figure="rows"]');
  box.querySelector("dd").textContent = rows;
  box.querySelector("dt").textContent = rows === 1 ? "row" : "rows";
  byId("rows-words").textContent = `${many(rows, "row")} of ${many(releases, "release")} ${rows === 1 ? "counts" : "count"} too, ${ASK}`;
}

function startPolicy() {
  for (const id of voicesByName()) byId("holder").append(el("option", { value: id, text: label(id).slice(0, 60) }));
  byId("rule").addEventListener("change", ({ target }) => {
    const held = target.value === "held-by" && !view.holders.length ? [byId("holder").options[0].value] : view.holders;
    change({ rule: target.value, holders: held });
  });
  byId("number").addEventListener("input", ({ target }) => {
    if (target.value >= 1) change({ n: Number(target.value) }, "n");
  });
  byId("holder").addEventListener("change", ({ target }) => change({ holders: [target.value] }));
  hear("now", drawPolicy);
}

/** A number with its noun. */
const many = (number, one, more = `${one}s`) => `${number} ${number === 1 ? one : more}`;
/** What some rows rest on, as the command line says it. */
function rests(rows) {
  const found = coverage(rows);
  return `rests on ${["events", "documents", "publishers", "voices"].map((key) => many(found[key], COUNTED[key][0])).join(", ")}`;
}
/** What every figure is printed with: the policy, and what those rows rest on that it shows. */
const restsOn = (rows) => `policy ${policyText(view)} · ${rests(rows)}`;
