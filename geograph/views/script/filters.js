// Filters: text with suggestions, kind, source, status, and the legend, whose entries filter too.

import { brief, buttons, byId, el, goTo } from "./elements.js";
import { ordered } from "./maps.js";
import { fold, sentence } from "./phrases.js";
import { label, nodeOf, scene } from "./scene_data.js";
import { startLexicon, suggest } from "./suggestions.js";
import { tell } from "./topics.js";
import { change, isSame, view } from "./view_state.js";
import { follow, visible } from "./visible.js";

/** @import { Suggestion, View } from "./types.d.ts" */

/** @type {{ shown: Suggestion[]; at: number }} */
const offers = { shown: [], at: -1 };

function drawOffers() {
  const list = byId("offers");
  list.replaceChildren(...offers.shown.map((one, i) => el("li", {
    role: "option", id: `offer-${i}`, "aria-selected": String(i === offers.at),
    on: { mousedown: (event) => { event.preventDefault(); accept(one); } },
  }, brief(one.text), one.of && el("span", { class: "of" }, " ", brief(one.of)),
  el("span", { class: "sort", text: one.row ? "event" : nodeOf.get(one.id || "")?.kind_label ?? "voice" }))));
  list.hidden = !offers.shown.length;
  byId("text").setAttribute("aria-expanded", String(!list.hidden));
  if (offers.at >= 0) byId("text").setAttribute("aria-activedescendant", `offer-${offers.at}`);
  else byId("text").removeAttribute("aria-activedescendant");
}

/** @type {(shown: Suggestion[]) => void} */
function offer(shown) {
  Object.assign(offers, { shown, at: -1 });
  drawOffers();
}

/**
 * Take a suggestion: an event or an actor of the graph is picked, a mere voice is searched for.
 * @type {(one: Suggestion) => void}
 */
function accept(one) {
  offer([]);
  if (one.row) {
    change({ text: "" });
    tell("pick", { row: one.row, go: "ledger" });
  } else if (one.id && nodeOf.has(one.id)) {
    change({ text: "", node: one.id, row: null, pair: null });
    goTo("drawing");
  } else if (one.id) change({ text: label(one.id) });
}

/** @type {(event: KeyboardEvent) => void} */
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

/**
 * A button that adds a value to a list of the view, or takes it away.
 * @type {(button: HTMLButtonElement, key: "statuses" | "actors" | "signs", value: string) => void}
 */
function toggling(button, key, value) {
  button.addEventListener("click", () => {
    const held = view[key];
    change({ [key]: held.includes(value) ? held.filter((one) => one !== value) : [...held, value] });
  });
}

/**
 * What Clear goes back to.
 * @satisfies {Partial<View>}
 */
export const FILTERS = { text: "", kind: "", source: "", statuses: [], actors: [], signs: [], focus: [], hidden: [], path: [], since: null };

function drawFilters() {
  const text = byId("text", HTMLInputElement);
  if (text.value !== view.text) text.value = view.text;
  byId("kind", HTMLSelectElement).value = view.kind;
  byId("source", HTMLSelectElement).value = view.source;
  byId("clear").hidden = isSame(view, { ...view, ...FILTERS });
  for (const button of buttons("[data-status]")) {
    const { status = "" } = button.dataset;
    const number = visible.counted.get(status) || 0;
    const on = view.statuses.includes(status);
    button.setAttribute("aria-pressed", String(on));
    if (button.classList.contains("chip")) {
      button.querySelector("b")?.replaceChildren(String(number));
      button.hidden = !number && !on;
    }
  }
  for (const button of buttons("[data-actor]")) button.setAttribute("aria-pressed", String(!view.actors.includes(button.dataset.actor ?? "")));
  for (const button of buttons("[data-sign]")) button.setAttribute("aria-pressed", String(!view.signs.includes(button.dataset.sign ?? "")));
}

/** @type {{ title: string; key: "country" | "publisher" }[]} */
const SOURCES = [{ title: "Country of the document", key: "country" }, { title: "Publisher", key: "publisher" }];

export function startFilters() {
  const [kind, source, text] = [byId("kind", HTMLSelectElement), byId("source", HTMLSelectElement), byId("text", HTMLInputElement)];
  for (const [id, noun] of ordered(Object.entries(scene.kinds), ([, own]) => own, false)) kind.append(el("option", { value: id, text: sentence(noun) }));
  for (const { title, key } of SOURCES) {
    const own = [...new Set(scene.documents.flatMap((one) => one[key] || []))];
    if (own.length < 2) continue;
    source.append(el("optgroup", { label: title }, ordered(own, fold, false).map((one) =>
      el("option", { value: key[0] + one, text: one.slice(0, 60) }))));
  }
  source.hidden = source.length < 2;
  text.addEventListener("input", () => { change({ text: text.value }, "text"); offer(suggest(text.value)); });
  text.addEventListener("keydown", typed);
  text.addEventListener("blur", () => offer([]));
  kind.addEventListener("change", () => change({ kind: kind.value }));
  source.addEventListener("change", () => change({ source: source.value }));
  for (const button of buttons("[data-status]")) toggling(button, "statuses", button.dataset.status ?? "");
  for (const button of buttons("[data-actor]")) toggling(button, "actors", button.dataset.actor ?? "");
  for (const button of buttons("[data-sign]")) toggling(button, "signs", button.dataset.sign ?? "");
  byId("clear").addEventListener("click", () => change({ ...FILTERS }));
  setTimeout(startLexicon);
  follow(drawFilters);
}
