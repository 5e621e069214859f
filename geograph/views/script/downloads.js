// Saving what is seen: the graph as PNG and SVG, any other look as SVG, the relations as CSV.

import { cutWords } from "./cuts.js";
import { drawing, FACE, inksNow, sizeOf, spotOf } from "./drawing_state.js";
import { byId, el, svg } from "./elements.js";
import { restsOn } from "./evidence_counts.js";
import { rowsOnCanvas } from "./graph_look.js";
import { LOOKS } from "./looks.js";
import { valueAt } from "./maps.js";
import { sentence } from "./phrases.js";
import { place, scene } from "./scene_data.js";
import { csv } from "./table_look.js";
import { view } from "./view_state.js";

/** @import { Line, Props, Shape, Spot, Standpoint } from "./types.d.ts" */

/** @type {(blob: Blob, file: string) => void} */
function download(blob, file) {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/**
 * What stands under every picture: the policy, the cuts and what it rests on.
 * @type {(rows: Standpoint[]) => string[]}
 */
const caption = (rows) => [scene.title, sentence(restsOn(rows)), `${sentence(cutWords(view))} · geograph`];

function png() {
  const shown = byId("graph").querySelector("canvas");
  const sheet = document.createElement("canvas");
  const pen = sheet.getContext("2d");
  if (!shown || !pen) return;
  const [wide, high] = [shown.width, shown.height];
  const ratio = wide / shown.clientWidth;
  Object.assign(sheet, { width: wide, height: high + 74 * ratio });
  const inks = inksNow();
  pen.fillStyle = inks("ground");
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(shown, 0, 0);
  pen.fillStyle = inks("ink");
  caption(rowsOnCanvas()).forEach((text, i) => {
    pen.font = `${i ? "" : "600 "}${(i ? 12 : 15) * ratio}px ${FACE}`;
    pen.fillText(text, 16 * ratio, high + (20 + 20 * i) * ratio);
  });
  sheet.toBlob((blob) => blob && download(blob, "geograph.png"));
}

/** @type {Record<Shape, (r: number) => SVGElement>} */
const SHAPES = {
  dot: (r) => svg("circle", { r }),
  square: (r) => svg("rect", { x: -r, y: -r, width: 2 * r, height: 2 * r }),
  triangle: (r) => svg("path", { d: `M0 ${-r} ${r} ${r} ${-r} ${r}z` }),
  triangleDown: (r) => svg("path", { d: `M0 ${r} ${r} ${-r} ${-r} ${-r}z` }),
  diamond: (r) => svg("path", { d: `M0 ${-r} ${r} 0 0 ${r} ${-r} 0z` }),
  hexagon: (r) => svg("path", { d: `M${-r} 0 ${-r / 2} ${-0.87 * r} ${r / 2} ${-0.87 * r} ${r} 0 ${r / 2} ${0.87 * r} ${-r / 2} ${0.87 * r}z` }),
  star: (r) => svg("path", { d: Array.from({ length: 10 }, (_, i) => {
    const [far, turned] = [i % 2 ? 0.45 * r : 1.15 * r, (i * Math.PI) / 5 - Math.PI / 2];
    return `${i ? "L" : "M"}${(far * Math.cos(turned)).toFixed(1)} ${(far * Math.sin(turned)).toFixed(1)}`;
  }).join("") + "z" }),
};

/**
 * Where a line runs: straight, or bent to one side by its roundness.
 * @type {(line: Line) => { d: string; middle: Spot }}
 */
function course(line) {
  const [[x, y], [u, v]] = [spotOf(line.from), spotOf(line.to)];
  const bend = line.smooth.enabled ? line.smooth.roundness * (line.smooth.type === "curvedCW" ? 1 : -1) : 0;
  const middle = [(x + u) / 2 - bend * (v - y), (y + v) / 2 + bend * (u - x)];
  const [dx, dy] = [u - middle[0], v - middle[1]];
  const far = Math.hypot(dx, dy) || 1, gap = sizeOf(line.to) + 4;
  return { d: `M${x} ${y}Q${middle.join(" ")} ${u - (dx / far) * gap} ${v - (dy / far) * gap}`, middle: [(x + u) / 4 + middle[0] / 2, (y + v) / 4 + middle[1] / 2] };
}

/** @type {() => SVGElement} */
function graphSvg() {
  const inks = inksNow();
  const said = caption(rowsOnCanvas());
  const all = [...drawing.lines.values()];
  const ids = [...new Set(all.flatMap((line) => [line.from, line.to]))];
  const spots = ids.map(spotOf);
  const [left, top] = [Math.min(...spots.map((at) => at[0])) - 120, Math.min(...spots.map((at) => at[1])) - 60];
  const [wide, high] = [Math.max(...spots.map((at) => at[0])) + 120 - left, Math.max(...spots.map((at) => at[1])) + 100 - top];
  /** @type {(ink: string) => SVGElement} */
  const marker = (ink) => svg("marker", { id: `to-${ink}`, viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse" },
    svg("path", { d: "M0 0 10 5 0 10z", fill: inks(ink) }));
  /** @type {(x: number, y: number, said: string, more?: Props) => SVGElement} */
  const text = (x, y, line, more) => svg("text", { x, y, fill: inks("ink"), "text-anchor": "middle", stroke: inks("ground"), "stroke-width": 4, "paint-order": "stroke", ...more }, line);
  return svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${wide} ${high + 70}`, width: Math.round(wide), height: Math.round(high + 70), "font-family": FACE.replaceAll("'", ""), "font-size": 14 },
    svg("title", {}, said.join(". ")),
    svg("defs", {}, ["plus", "minus", "zero"].map(marker)),
    svg("rect", { x: left, y: top, width: wide, height: high + 70, fill: inks("ground") }),
    all.map((line) => {
      const { d, middle } = course(line);
      return svg("g", { "data-line": line.id }, svg("title", {}, line.title),
        svg("path", { d, fill: "none", stroke: inks(line.ink), "stroke-width": line.width, "stroke-dasharray": line.dashes ? line.dashes.join(" ") : null,
          "marker-end": line.arrows.to.enabled ? `url(#to-${line.ink})` : null, "marker-start": line.arrows.from.enabled ? `url(#to-${line.ink})` : null }),
        line.label && text(middle[0], middle[1] + 5, line.label));
    }),
    ids.map((id) => {
      const { shape, ink, shapeProperties, label: words_ } = valueAt(place, id);
      const [x, y] = spotOf(id), r = sizeOf(id);
      const hollow = shapeProperties.borderDashes !== false;
      return svg("g", { transform: `translate(${x} ${y})`, "data-node": id },
        svg("g", { fill: inks(hollow ? "ground" : ink), stroke: inks(ink), "stroke-width": 2, "stroke-dasharray": hollow ? "4 3" : null }, SHAPES[shape](r)),
        words_.split("\n").map((one, i) => text(0, r + 16 + 16 * i, one)));
    }),
    said.map((line, i) => text(left + 20, top + high + 20 + 18 * i, line, { "text-anchor": "start", "font-size": i ? 12 : 15 })));
}

function saveSvg() {
  const look = document.querySelector(`[data-shows~="${view.look}"] svg.look`);
  const picture = view.look === "graph" ? graphSvg() : look instanceof SVGElement ? styled(look) : null;
  if (!picture) return;
  download(new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" }), `geograph-${view.look}.svg`);
}

/**
 * A copy of a drawing that carries its looks along, for it leaves our style sheet behind.
 * @type {(look: SVGElement) => SVGElement}
 */
function styled(look) {
  const copy = /** @type {SVGElement} */ (look.cloneNode(true));
  const own = [look, ...look.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const style = getComputedStyle(own[i]);
    for (const key of ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-family", "text-anchor"]) {
      element.setAttribute(key, style.getPropertyValue(key));
    }
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const [left, top, wide, high] = (copy.getAttribute("viewBox") ?? "").split(" ").map(Number);
  copy.setAttribute("viewBox", [left, top, wide, high + 70].join(" "));
  caption(LOOKS[view.look].rows?.() ?? []).forEach((line, i) => copy.append(svg("text", {
    x: left + 8, y: top + high + 20 + 18 * i, fill: inksNow()("ink"), "font-size": i ? 10 : 13, "font-family": FACE.replaceAll("'", ""),
  }, line)));
  return copy;
}

export function startDownloads() {
  byId("csv").addEventListener("click", () => download(new Blob(["\ufeff", csv()], { type: "text/csv" }), "geograph.csv"));
  byId("png").addEventListener("click", png);
  byId("svg").addEventListener("click", saveSvg);
}
