// The looks at the same data: graph, map, timeline, table; one at a time, linked by what is picked.

const LOOKS = {};
/** The rows that a picture of a look shows, by which it says what it rests on. */
const SHOWN = {};

function drawLook() {
  for (const button of document.querySelectorAll("[data-look]")) {
    const on = button.dataset.look === view.look;
    button.setAttribute("aria-selected", String(on));
    button.tabIndex = on ? 0 : -1;
  }
  for (const box of document.querySelectorAll("[data-shows]")) box.hidden = !box.dataset.shows.split(" ").includes(view.look);
  if (LOOKS[view.look]) LOOKS[view.look]();
}

function startLooks() {
  const tabs = [...document.querySelectorAll("[data-look]")];
  tabs.forEach((button, i) => {
    button.addEventListener("click", () => change({ look: button.dataset.look }));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = tabs[(i + step + tabs.length) % tabs.length];
      next.focus();
      change({ look: next.dataset.look });
    });
  });
  hear("now", drawLook);
}
