// The timeline: what was said, and which measures came, for the chosen event or actor.

function startTimeline() {}
