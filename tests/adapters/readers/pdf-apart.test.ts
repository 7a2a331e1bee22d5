// A PDF read in a process of its own: the same reading, the same words of refusal, and a file made to do harm ends that process alone.
import { expect, test } from "vitest";
import { readPdfApart } from "#app/adapters/readers/pdf-apart.server.ts";
import { readPdf } from "#app/adapters/readers/pdf.server.ts";
import { at, laughs, smallPdf } from "./small-pdf.ts";

const pages = (count: number) => smallPdf(Array.from({ length: count }, (_, page) => ({ content: at(50, 500, `These are the words of page ${page + 1}`) })));

test("what is read is the same, page by page", async () => {
  const seen: number[] = [];
  const options = { expects: { pattern: /words of page/, refusal: "Not this one." } };
  expect(await readPdfApart(pages(3), { ...options, onPage: (page) => seen.push(page) })).toEqual(await readPdf(pages(3), options));
  expect(seen).toEqual([1, 2, 3]);
}, 60_000);

test("refusals come in the same words, and who stops it hears why", async () => {
  await expect(readPdfApart(new TextEncoder().encode("no PDF"))).rejects.toMatchObject({ code: "invalid", message: "This file is not a PDF." });
  await expect(readPdfApart(pages(2), { expects: { pattern: /LCAP/, refusal: "This is no LCAP." } })).rejects.toMatchObject({ code: "invalid", message: "This is no LCAP." });
  const stop = new AbortController();
  await expect(readPdfApart(pages(40), { signal: stop.signal, onPage: () => stop.abort(new Error("Enough.")) })).rejects.toThrow("Enough.");
}, 60_000);

test("REL-D1: a page of ten thousand million words costs this process nothing and is refused in words", async () => {
  const before = process.memoryUsage.rss();
  await expect(readPdfApart(laughs(), {}, { memory: 300 * 2 ** 20, milliseconds: 20_000 })).rejects.toMatchObject({ code: "too-large" });
  await expect(readPdfApart(laughs(), {}, { memory: 8 * 2 ** 30, milliseconds: 3000 })).rejects.toMatchObject({ code: "too-large" });
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 2 ** 20);
}, 90_000);
