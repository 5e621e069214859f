// Topics: a part of the page hears of what another one does without knowing it.

/** @import { Topics } from "./types.d.ts" */

/** @type {{ [T in keyof Topics]: ((value: Topics[T]) => void)[] }} */
const listeners = { view: [], visible: [], pick: [] };

/**
 * Run a function whenever something is told under a topic.
 * @type {<T extends keyof Topics>(topic: T, run: (value: Topics[T]) => void) => void}
 */
export function hear(topic, run) {
  listeners[topic].push(run);
}

/** @type {<T extends keyof Topics>(topic: T, value: Topics[T]) => void} */
export function tell(topic, value) {
  for (const run of listeners[topic]) run(value);
}
