// Filters: text with suggestions, kind, source, status, and the legend, whose entries filter too.

/** What the search knows by name: actors with their other names, and events. */
const lexicon = [];
function startLexicon() {
  const ids = new Set([...nodeOf.keys(), ...Object.keys(scene.labels).filter((id) => /^(state|actor)\//.test(id))]);
  for (const id of ids) {
    const names = [nodeOf.has(id) ? nodeOf.get(id).label : label(id), ...(scene.aliases[id] || [])];
    for (const text of names) lexicon.push({ key: fold(text), text, id, of: text === names[0] ? null : names[0] });
  }
  for (const row of scene.rows) lexicon.push({ key: fold(row.label), text: row.label, row: row.id, of: null });
}

/** The best eight: what begins with the text first, then words that do; actors before events. */
function suggest(text) {
  const sought = fold(text.trim());
  if (sought.length < 2) return [];
  const grade = ({ key }) => (key.startsWith(sought) ? 0 : key.includes(` ${sought}`) ? 1 : key.includes(sought) ? 2 : 3);
  const found = lexicon.map((one) => [grade(one) + (one.row ? 0.5 : 0), one.key.length, one]).filter(([at]) => at < 3)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , one]) => one);
  const seen = new Set(); // each once, by the name that fits best
  return found.filter((one) => !seen.has(one.row || one.id) && seen.add(one.row || one.id)).slice(0, 8);
}

const offers = { shown: [], at: -1 };

function drawOffers() {
  const list = byId("offers");
  list.replaceChildren(...offers.shown.map((one, i) => el("li", {
    role: "option", id: `offer-${i}`, "aria-selected": String(i === offers.at),
    on: { mousedown: (event) => { event.preventDefault(); accept(one); } },
  }, brief(one.text), one.of && el("span", { class: "of" }, " ", brief(one.of)),
  el("span", { class: "sort", text: one.row ? "event" : nodeOf.has(one.id) ? nodeOf.get(one.id).kind_label : "voice" }))));
  list.hidden = !offers.shown.length;
  byId("text").setAttribute("aria-expanded", String(!list.hidden));
  if (offers.at >= 0) byId("text").setAttribute("aria-activedescendant", `offer-${offers.at}`);
  else byId("text").removeAttribute("aria-activedescendant");
}

function offer(shown) {
  Object.assign(offers, { shown, at: -1 });
  drawOffers();
}

/** Take a suggestion: an event or an actor of the graph is picked, a mere voice is searched for. */
function accept(one) {
  offer([]);
  if (one.row) {
    change({ text: "" });
    tell("pick", { row: one.row, go: "ledger" });
  } else if (nodeOf.has(one.id)) {
    change({ text: "", node: one.id, row: null, pair: null });
    goTo("drawing");
  } else change({ text: label(one.id) });
}

function typed(event) {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move && offers.shown.length) {
    offers.at = (offers.at + move + offers.shown.length) % offers.shown.length;
    drawOffers();
  } else if (event.key === "Enter" && offers.at >= 0) accept(offers.shown[offers.at]);
  else if (event.key === "Enter" || event.key === "Escape") offer([]);
  else return;
  event.preventDefault();
}

/** A button that adds a value to a list of the view, or takes it away. */
function toggling(button, key, value) {
  button.addEventListener("click", () => {
    const held = view[key];
    change({ [key]: held.includes(value) ? held.filter((one) => one !== value) : [...held, value] });
  });
}

const FILTERS = { text: "", kind: "", source: "", statuses: [], actors: [], signs: [], focus: [], hidden: [], path: [], since: null };

function drawFilters() {
  if (byId("text").value !== view.text) byId("text").value = view.text;
  byId("kind").value = view.kind;
  byId("source").value = view.source;
  byId("clear").hidden = Object.entries(FILTERS).every(([key, none]) => JSON.stringify(view[key]) === JSON.stringify(none));
  for (const button of document.querySelectorAll("[data-status]")) {
    const { status } = button.dataset;
    const number = now.counted.get(status) || 0;
    const on = view.statuses.includes(status);
    button.setAttribute("aria-pressed", String(on));
    if (button.classList.contains("chip")) {
      button.querySelector("b").textContent = number;
      button.hidden = !number && !on;
    }
  }
  for (const [name, key] of [["actor", "actors"], ["sign", "signs"]]) {
    for (const button of document.querySelectorAll(`[data-${name}]`)) {
      button.setAttribute("aria-pressed", String(!view[key].includes(button.dataset[name])));
    }
  }
}

function startFilters() {
  const kinds = Object.entries(scene.kinds).sort((a, b) => (a[1] < b[1] ? -1 : 1));
  for (const [kind, text] of kinds) byId("kind").append(el("option", { value: kind, text: sentence(text) }));
  for (const [title, key] of [["Country of the document", "country"], ["Publisher", "publisher"]]) {
    const own = [...new Set(scene.documents.map((one) => one[key]).filter(Boolean))].map((text) => [fold(text), text]);
    if (own.length < 2) continue;
    byId("source").append(el("optgroup", { label: title }, own.sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, text]) =>
      el("option", { value: key[0] + text, text: text.slice(0, 60) }))));
  }
  byId("source").hidden = byId("source").length < 2;
  const text = byId("text");
  text.addEventListener("input", () => { change({ text: text.value }, "text"); offer(suggest(text.value)); });
  text.addEventListener("keydown", typed);
  text.addEventListener("blur", () => offer([]));
  byId("kind").addEventListener("change", (event) => change({ kind: event.target.value }));
  byId("source").addEventListener("change", (event) => change({ source: event.target.value }));
  for (const button of document.querySelectorAll("[data-status]")) toggling(button, "statuses", button.dataset.status);
  for (const button of document.querySelectorAll("[data-actor]")) toggling(button, "actors", button.dataset.actor);
  for (const button of document.querySelectorAll("[data-sign]")) toggling(button, "signs", button.dataset.sign);
  byId("clear").addEventListener("click", () => change({ ...FILTERS }));
  setTimeout(startLexicon);
  hear("now", drawFilters);
}
