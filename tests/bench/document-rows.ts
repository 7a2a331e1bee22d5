// Files of the large plan's document beside other programs making the same file.
// Whole processes from file to file on both sides (ours: a new Node reads blocks, writes the file), except Chromium: there the clock runs for launch, open, print and close inside a
// running Node, which favors Chromium by the start of a Node.
import { mkdirSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright";
import { compare, ms, skipped, type Row, type Way } from "./measure.ts";
import { findProgram, run, type Workshop } from "./workshop.ts";

type Made = Workshop & { blocks: string; page: string; write: (format: string) => Way };

let made: Promise<void> | undefined;
async function withDocument(workshop: Workshop): Promise<Made> {
  const [blocks, page] = [workshop.file("document.json"), workshop.file("document.html")];
  await (made ??= workshop.node("make-document", [blocks, page]).then(() => undefined));
  return { ...workshop, blocks, page, write: (format) => () => workshop.node("write", [format, blocks, workshop.file(`ours.${format}`)]) };
}

export async function docxRows(workshop: Workshop): Promise<Row[]> {
  const { write, page, file } = await withDocument(workshop);
  const pandoc = findProgram("pandoc");
  const name = "docx / pandoc from our html";
  if (!pandoc) return [skipped(name, "pandoc is not on this machine"), watched("docx", (await compare({ ours: write("docx") })).ours)];
  const { ours, peer } = await compare({ ours: write("docx"), peer: () => run(pandoc, ["-f", "html", "-t", "docx", "-o", file("pandoc.docx"), page]) });
  return [{ name, figure: ours / peer, unit: "x", goal: { most: 0.5 }, note: `${ms(ours)}, pandoc ${ms(peer)}; whole processes` }];
}

/** Milliseconds a way may take for one file; ours takes seconds. */
const longest = 180_000;
const tooLate = `it was not through after ${longest / 1000} s`;

export async function pdfRows(workshop: Workshop): Promise<Row[]> {
  const { write, page, file } = await withDocument(workshop);
  const office = findProgram("soffice", "libreoffice");
  const browser = findProgram(...(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : []), "chromium", "chromium-browser", "google-chrome");
  const ways: Record<string, Way> = { ours: write("pdf") };
  if (office) {
    await write("docx")();
    mkdirSync(file("office"), { recursive: true });
    const tagged = "pdf:writer_pdf_Export:{\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"}}";
    ways["office"] = () => run(office, ["--headless", `-env:UserInstallation=${pathToFileURL(file("office-profile")).href}`, "--convert-to", tagged, "--outdir", file("office"), file("ours.docx")]);
  }
  if (browser) {
    ways["browser"] = async () => {
      const launched = await chromium.launch({ executablePath: browser, args: ["--no-sandbox", "--disable-gpu"] });
      const opened = await launched.newPage();
      await opened.goto(pathToFileURL(page).href);
      await opened.pdf({ path: file("browser.pdf"), tagged: true, outline: true, format: "Letter" });
      await launched.close();
    };
  }
  // LibreOffice and Chromium take minutes for these pages: three rounds, and a way that is not through in its time is left out with a word.
  const late = new Set<string>();
  const inTime = (name: string, way: Way): Way => async () => {
    if (late.has(name)) return;
    const over = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), longest).unref());
    if ((await Promise.race([Promise.resolve(way()).then(() => "made"), over])) === "late") late.add(name);
  };
  const taken = await compare(Object.fromEntries(Object.entries(ways).map(([name, way]) => [name, inTime(name, way)])), { warmUps: 1, rounds: 3 });
  const { ours = 0 } = taken;
  const [fromOffice, fromBrowser] = ["office", "browser"].map((name) => (late.has(name) ? undefined : taken[name]));
  const [office_, browser_] = ["tagged PDF / LibreOffice from our docx", "tagged PDF / Chromium print of our html"];
  const size = `${(statSync(file("ours.pdf")).size / 1e6).toFixed(1)} MB`;
  return [
    fromOffice ? { name: office_, figure: ours / fromOffice, unit: "x", goal: { most: 0.4 }, note: `${ms(ours)} (${size}), LibreOffice ${ms(fromOffice)}; whole processes` } : skipped(office_, late.has("office") ? tooLate : "LibreOffice is not on this machine"),
    fromBrowser ? { name: browser_, figure: ours / fromBrowser, unit: "x", goal: { most: 0.9 }, note: `${ms(ours)} whole process, Chromium ${ms(fromBrowser)} from launch to close` } : skipped(browser_, late.has("browser") ? tooLate : "Chromium is not on this machine"),
  ];
}

export async function xlsxRows(workshop: Workshop): Promise<Row[]> {
  const { write } = await withDocument(workshop);
  return [watched("xlsx", (await compare({ ours: write("xlsx") })).ours)];
}

const watched = (name: string, figure: number): Row => ({ name, figure, unit: "ms", note: "whole process" });
