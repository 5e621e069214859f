// The state of the view: one flat value that is changed, undone, and kept in the address.

const opensOn = data.nodes.length > words.crowded && scene.rows.some((row) => row.ties.length) ? "map" : "graph";
const DEFAULTS = Object.freeze({
  ...scene.start, since: null, text: "", kind: "", source: "", statuses: [], actors: [], signs: [],
  row: null, node: null, pair: null, focus: [], hops: 1, path: [], hidden: [], pinned: [], unfolded: [],
  settled: false, size: "degree", part: scene.opening.length ? "opening" : "whole", look: opensOn, sort: "", down: true,
});
let view = { ...DEFAULTS };
const past = [], future = [];
/** Changes of one kind that follow each other, as a slider makes them, are one step back. */
let lastTag = null;

/** Change the view; `tag` joins changes that are one movement. */
function change(patch, tag = null) {
  const next = { ...view, ...patch };
  if (same(next, view)) return;
  if (!tag || tag !== lastTag) past.push(view);
  lastTag = tag;
  future.length = 0;
  show(next);
}

const same = (a, b) => Object.keys(DEFAULTS).every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));

function show(next) {
  const before = view;
  view = next;
  tell("view", before);
  remember();
}

function undo() {
  if (!past.length) return;
  future.push(view);
  lastTag = null;
  show(past.pop());
}

function redo() {
  if (!future.length) return;
  past.push(view);
  lastTag = null;
  show(future.pop());
}

/** The state as the fragment of an address: what differs from the opening, and nothing else. */
function fragment(state) {
  return Object.keys(DEFAULTS).filter((key) => JSON.stringify(state[key]) !== JSON.stringify(DEFAULTS[key]))
    .map((key) => {
      const value = state[key];
      return `${key}=${Array.isArray(value) ? value.map(encodeURIComponent).join(",") : encodeURIComponent(value ?? "")}`;
    }).join("&");
}

const KNOWN = {
  rule: (text) => Object.hasOwn(words.rules, text),
  known: isDay, asof: isDay, since: isDay,
  row: (id) => rowOf.has(id), node: (id) => nodeOf.has(id),
  part: (text) => text === "whole" || (text === "opening" && scene.opening.length > 0),
  look: (text) => document.querySelector(`[data-look="${CSS.escape(text)}"]`) !== null,
  size: (text) => Object.hasOwn(MEASURES, text),
  sort: (text) => Object.hasOwn(KEYS, text),
  n: (number) => number >= 1, hops: (number) => number >= 1,
  focus: (ids) => ids.every((id) => nodeOf.has(id)), path: (ids) => ids.every((id) => nodeOf.has(id)),
  hidden: (ids) => ids.every((id) => nodeOf.has(id)),
};
function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** Read a fragment; what it does not know, or what is not here, is passed over. */
function parse(text) {
  const state = { ...DEFAULTS };
  for (const part of text.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    const key = part.slice(0, at);
    if (at < 0 || !Object.hasOwn(DEFAULTS, key)) continue;
    try {
      const kind = DEFAULTS[key];
      const raw = part.slice(at + 1);
      const value = Array.isArray(kind) ? raw.split(",").filter(Boolean).map(decodeURIComponent)
        : typeof kind === "number" ? Number(raw) : typeof kind === "boolean" ? raw === "true" : decodeURIComponent(raw);
      if (value === "" && kind === null) state[key] = null;
      else if (!KNOWN[key] || value === "" || KNOWN[key](value)) state[key] = value;
    } catch {
      continue; // a broken escape
    }
  }
  return state;
}

let writing = 0;
let written = null;
/** Write the address once things are still, so that Back goes from rest to rest. */
function remember() {
  clearTimeout(writing);
  writing = setTimeout(() => {
    const text = fragment(view);
    if (text === written) return;
    try {
      history[written === null ? "replaceState" : "pushState"](null, "", `#${text}`);
      written = text;
    } catch {
      written = text; // a frame in a notebook has no address of its own
    }
  }, 300);
}

function startState() {
  written = location.hash.replace(/^#/, "");
  view = parse(location.hash);
  addEventListener("popstate", () => {
    written = location.hash.replace(/^#/, "");
    const next = parse(location.hash);
    if (!same(next, view)) {
      past.push(view);
      lastTag = null;
      show(next);
    }
  });
}
