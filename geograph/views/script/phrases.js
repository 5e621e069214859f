// Phrases: text folded for searching, a sentence, a number with its noun.

/**
 * Fold case and accents, for searching.
 * @type {(text: string) => string}
 */
export const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** @type {(text: string) => string} */
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * A number with its noun.
 * @type {(number: number, one: string, more?: string) => string}
 */
export const many = (number, one, more = `${one}s`) => `${number} ${number === 1 ? one : more}`;
