// A sum that no order of its parts changes.

/**
 * A sum that is rounded once, so that no order of the parts matters (Shewchuk 1997; Python's fsum).
 * @type {(values: Iterable<number>) => number}
 */
export function exactSum(values) {
  /** @type {number[]} */
  const parts = [];
  for (let x of values) {
    let kept = 0;
    for (let y of parts.slice()) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y, low = y - (high - x);
      if (low) parts[kept++] = low;
      x = high;
    }
    parts.length = kept;
    parts.push(x);
  }
  let sum = parts.pop() || 0, rest = 0;
  while (parts.length && !rest) {
    const [x, y] = [sum, parts.pop() || 0];
    sum = x + y;
    rest = y - (sum - x);
  }
  // half of the last place is rounded by what lies below it
  if (parts.length && rest * parts[parts.length - 1] > 0) {
    const twice = rest * 2, other = sum + twice;
    if (other - sum === twice) sum = other;
  }
  return sum;
}
