// Laying out few actors anew: forces that no chance decides, and names that do not lie on each other.

/** @import { Spot } from "./types.d.ts" */

const ROUNDS = 120;
const REACH = 190;
/** Beyond this nothing pushes, so that parts without a tie between them stay near each other. */
const FAR = 3 * REACH;

/**
 * New places for actors with these names: the same spots and lines always settle alike.
 * @type {(from: Spot[], pulls: [number, number][], names: string[]) => Spot[]}
 */
export function settle(from, pulls, names) {
  const spots = from.map(([x, y]) => /** @type {Spot} */ ([x, y]));
  spread(spots, pulls);
  separate(spots, names.map(boxOf));
  return spots.map(([x, y]) => [Math.round(x), Math.round(y)]);
}

/**
 * How much room a symbol takes with its name.
 * @type {(name: string) => [wide: number, high: number]}
 */
function boxOf(name) {
  const texts = name.split("\n");
  return [Math.max(50, 9 * Math.max(...texts.map((text) => text.length))) + 16, 62 + 18 * texts.length];
}

/**
 * Move spots to where forces hold them: all that are near push each other off, and lines pull.
 * @type {(spots: Spot[], pulls: [number, number][]) => void}
 */
export function spread(spots, pulls) {
  // drawn near together first, so that what was a detail of a great picture fills this one
  const middle = [0, 1].map((axis) => spots.reduce((sum, spot) => sum + spot[axis], 0) / spots.length);
  const wide = Math.max(1, ...spots.map((spot) => Math.hypot(spot[0] - middle[0], spot[1] - middle[1])));
  const room = (REACH * Math.sqrt(spots.length)) / 1.6;
  for (const spot of spots) for (const axis of [0, 1]) spot[axis] = ((spot[axis] - middle[axis]) * room) / wide;
  for (let round = 0; round < ROUNDS; round += 1) {
    const heat = (REACH * (1 - round / ROUNDS)) / 2;
    const push = spots.map(([x, y]) => [-x * 0.05, -y * 0.08]);
    spots.forEach((a, i) => {
      for (let j = 0; j < i; j += 1) {
        const b = spots[j];
        let [dx, dy] = [a[0] - b[0], a[1] - b[1]];
        // two on one spot part by their places in the list, which no chance decides
        if (!dx && !dy) [dx, dy] = [1 + i * 0.01, 1 - j * 0.01];
        if (Math.hypot(dx, dy) > FAR) continue;
        const force = (REACH * REACH) / (dx * dx + dy * dy);
        for (const [of, sign] of [[i, 1], [j, -1]]) { push[of][0] += sign * dx * force; push[of][1] += sign * dy * force; }
      }
    });
    for (const [a, b] of pulls) {
      const [dx, dy] = [spots[a][0] - spots[b][0], spots[a][1] - spots[b][1]];
      const force = Math.hypot(dx, dy) / REACH;
      for (const [of, sign] of [[a, -1], [b, 1]]) { push[of][0] += sign * dx * force; push[of][1] += sign * dy * force; }
    }
    spots.forEach((spot, i) => {
      const far = Math.hypot(...push[i]) || 1;
      for (const axis of [0, 1]) spot[axis] += (push[i][axis] / far) * Math.min(far, heat);
    });
  }
}

/**
 * Push names that lie on each other apart, along the shorter way.
 * @type {(spots: Spot[], boxes: [wide: number, high: number][]) => void}
 */
export function separate(spots, boxes) {
  for (let round = 0; round < 80; round += 1) {
    let moved = false;
    spots.forEach((a, i) => {
      for (let j = 0; j < i; j += 1) {
        const over = [0, 1].map((axis) => (boxes[i][axis] + boxes[j][axis]) / 2 - Math.abs(a[axis] - spots[j][axis]));
        if (over[0] <= 0 || over[1] <= 0) continue;
        moved = true;
        const axis = over[0] < over[1] ? 0 : 1;
        const step = (over[axis] / 2) * (a[axis] >= spots[j][axis] ? 1 : -1);
        a[axis] += step;
        spots[j][axis] -= step;
      }
    });
    if (!moved) break;
  }
}

