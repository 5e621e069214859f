// Maps and lists: what is held at a key, by whose key, grouped, and in order.

/**
 * What a map holds at a key that is known to be there.
 * @type {<K, V>(map: ReadonlyMap<K, V>, key: K) => V}
 */
export function valueAt(map, key) {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`nothing at ${String(key)}`);
  return value;
}

/**
 * Values by their id.
 * @type {<V extends { id: string }>(list: V[]) => Map<string, V>}
 */
export const keyed = (list) => new Map(list.map((one) => [one.id, one]));

/**
 * Values by what they have in common, in the order in which they come.
 * @type {<K, V>(list: V[], key: (one: V) => K) => Map<K, V[]>}
 */
export function grouped(list, key) {
  const out = new Map();
  for (const one of list) {
    const at = key(one);
    const group = out.get(at);
    if (group) group.push(one);
    else out.set(at, [one]);
  }
  return out;
}

/**
 * A list in the order of a key, which is asked once for each.
 * @type {<V>(list: V[], key: (one: V) => string | number, down: boolean) => V[]}
 */
export function ordered(list, key, down) {
  const turn = down ? -1 : 1;
  return list.map((one) => ({ one, at: key(one) }))
    .sort((a, b) => (a.at < b.at ? -turn : a.at > b.at ? turn : 0)).map(({ one }) => one);
}
