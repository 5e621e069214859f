// The map: a tile for every state, shaded by the sanctions in force against it, ties as arcs.

function startMap() {}
