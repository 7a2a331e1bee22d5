import { expect, it } from "vitest";
import { writeJson } from "#app/adapters/documents/json.server.ts";
import { makeDocument } from "../document-fixtures.ts";

it("holds the whole document, with where each block comes from", () => {
  expect(JSON.parse(writeJson(makeDocument()))).toEqual(makeDocument());
  expect(writeJson(makeDocument())).toContain('"address": "who.district"');
});

it("is the same text whatever order the document was put together in, and ends with one newline", () => {
  const document = makeDocument();
  const turned = Object.fromEntries(Object.entries(document).reverse()) as typeof document;
  expect(writeJson(turned)).toBe(writeJson(document));
  expect(writeJson(document)).toMatch(/[^\n]\n$/);
});
