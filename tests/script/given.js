// What Python wrote for these tests (tests/script_fixture.py), in place of a page that holds it.
import { readFileSync } from "node:fs";

export const given = JSON.parse(readFileSync(new URL("page.json", import.meta.url), "utf8"));

// all that the modules ask of a browser before anything starts is the data of their page
globalThis.document = { getElementById: (id) => ({ textContent: JSON.stringify(given.page[id]) }) };
