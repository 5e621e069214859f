// A short settle on demand: forces lay out the few that are left, from where Python put them.

const SETTLED_MOST = 150, ROUNDS = 120, REACH = 190;
let settled = { key: null, spots: new Map() };

/** New places for the actors on the canvas: the same set and lines always settle alike. */
function settledSpots(ids, base) {
  const key = `${drawing.part} ${ids.join(" ")} ${drawing.lines.size}`;
  if (settled.key === key) return settled.spots;
  const at = new Map(ids.map((id, i) => [id, base(id) || [i * 50, 0]]));
  const spots = ids.map((id) => [...at.get(id)]);
  const row = new Map(ids.map((id, i) => [id, i]));
  const pulls = [...drawing.lines.values()].map((line) => [row.get(line.from), row.get(line.to)]).filter(([a, b]) => a !== b);
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
  part_(ids, spots);
  settled = { key, spots: new Map(ids.map((id, i) => [id, spots[i].map(Math.round)])) };
  return settled.spots;
}

/** Push names that lie on each other apart, along the shorter way. */
function part_(ids, spots) {
  const boxes = ids.map((id) => {
    const texts = place.get(id).label.split("\n");
    return [Math.max(50, 9 * Math.max(...texts.map((text) => text.length))) + 16, 62 + 18 * texts.length];
  });
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

const settles = () => view.settled && drawing.shown.size <= SETTLED_MOST;

function startSettle() {
  byId("settle").addEventListener("click", () => { change({ settled: !view.settled }); drawing.fit = true; });
  hear("now", () => {
    byId("settle").setAttribute("aria-pressed", String(view.settled));
    byId("settle").hidden = view.look !== "graph";
  });
}
