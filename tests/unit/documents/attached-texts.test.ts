import { describe, expect, test } from "vitest";
import { attachedText, attachedTexts, attachmentPlaces } from "#app/services/documents/attached-texts.server.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { plainFromRichText, richTextFromPlain } from "#schemas/rich-text.ts";

const { edition } = findProgram(loadCrosswalks(), "lcap", "2026-27");
const bytes = (words: string) => new TextEncoder().encode(words);

describe("an official text the operator attached", () => {
  test("is found in the storage under the name the form gives its place", async () => {
    const [id = ""] = attachmentPlaces(edition);
    const attached = await attachedTexts({ read: async (key) => (key === `attachments/${id}.txt` ? bytes("First.\n\nSecond.") : undefined) }, edition);
    expect(attached[id]?.content).toHaveLength(2);
    expect(await attachedTexts({ read: async () => undefined }, edition)).toEqual({});
  });

  test("may be rich text", () => {
    expect(plainFromRichText(attachedText("a.json", bytes(JSON.stringify(richTextFromPlain("Words.")))))).toBe("Words.");
  });

  test.each([["a PDF", "a.txt", "%PDF-1.7 …", /Save its text/], ["JSON that is no rich text", "a.json", "{}", /not rich text/], ["no JSON at all", "a.json", "{", /not rich text/]])("is refused in words when it is %s", (_, name, words, says) => {
    expect(() => attachedText(name, bytes(words))).toThrow(says);
  });
});
