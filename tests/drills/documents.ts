// Whatever a plan says, all five files come out: whole, twice the same, harmless, and without a word that only a program would say.
import { createRequire } from "node:module";
import ExcelJS from "@protobi/exceljs";
import JSZip from "jszip";
import { buildFileContext, documentFormats } from "#app/file-context.server.ts";
import type { DocumentFormat, FileContext } from "#app/file-context.server.ts";
import { readPdf } from "#app/adapters/readers/pdf.server.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import { readPlanThrough } from "#app/services/plans/read-plan-through.server.ts";
import { chanceOf } from "./drill.ts";
import type { Drill } from "./drill.ts";
import { evilMark, randomPlan } from "./random-plan.ts";

/** The strict XML parser that the workbook library brings with it. */
type XmlParser = { on: (event: "error" | "text" | "attribute" | "cdata", heard: (what: never) => void) => void; write: (text: string) => XmlParser; close: () => void };
const require = createRequire(createRequire(import.meta.url).resolve("@protobi/exceljs"));
const { SaxesParser } = require("saxes") as { SaxesParser: new (options: { xmlns: boolean }) => XmlParser };

const programWords = /(?<![\p{L}\p{N}_])(NaN|undefined|null|Infinity)(?![\p{L}\p{N}_])|\[object \w+\]/u;
const startsFormula = /^[=+\-@\t\r]/;

/** The words of an XML file; throws where it is not well formed. */
function wordsOfXml(text: string): string {
  const parser = new SaxesParser({ xmlns: true });
  const words: string[] = [];
  parser.on("error", (fault: never) => {
    throw fault as Error;
  });
  parser.on("text", (found: never) => void words.push(found as string));
  parser.write(text).close();
  return words.join(" ");
}

/** Opens an Office file as any reader would: a zip with well-formed XML in every part; its words. */
async function wordsOfOffice(bytes: Uint8Array, needed: string): Promise<string> {
  const zip = await JSZip.loadAsync(bytes, { checkCRC32: true });
  if (!zip.file(needed)) throw new Error(`there is no ${needed}`);
  const words: string[] = [];
  for (const name of Object.keys(zip.files).sort()) {
    if (!/\.(xml|rels)$/.test(name)) continue;
    const text = (await zip.file(name)?.async("string")) ?? "";
    try {
      words.push(wordsOfXml(text));
    } catch (fault) {
      throw new Error(`${name} is no XML: ${fault instanceof Error ? fault.message : String(fault)}`, { cause: fault });
    }
  }
  return words.join(" ");
}

/** Words of a workbook that would compute, or could begin to after an edit. */
async function liveWords(bytes: Uint8Array): Promise<string[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
  const styles = (await (await JSZip.loadAsync(bytes)).file("xl/styles.xml")?.async("string")) ?? "";
  const unmarked = /<xf (?![^>]*quotePrefix="1")[^>]*numFmtId="49"/.test(styles);
  const live: string[] = [];
  workbook.eachSheet((sheet) =>
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        const { value } = cell;
        const words = typeof value === "string" ? value : value !== null && typeof value === "object" && "richText" in value ? value.richText.map(({ text }) => text).join("") : null;
        const formula = value !== null && typeof value === "object" && "formula" in value ? String(value.formula) : "";
        if (formula.includes(evilMark)) live.push(`${sheet.name}!${cell.address} computes ${formula}`);
        if (words !== null && startsFormula.test(words) && (cell.numFmt !== "@" || unmarked)) live.push(`${sheet.name}!${cell.address} could compute ${JSON.stringify(words.slice(0, 60))}`);
      }),
    ),
  );
  return live;
}

const decode = (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const stringsIn = (value: unknown): string => (typeof value === "string" ? value : value !== null && typeof value === "object" ? Object.values(value).map(stringsIn).join(" ") : typeof value === "number" && !Number.isFinite(value) ? "NaN" : "");

/** The words of the file as its reader finds them. Throws where it cannot be opened. */
const wordsOf: Record<DocumentFormat, (bytes: Uint8Array) => Promise<string>> = {
  docx: (bytes) => wordsOfOffice(bytes, "word/document.xml"),
  xlsx: (bytes) => wordsOfOffice(bytes, "xl/workbook.xml"),
  html: async (bytes) => decode(bytes).replace(/<style[\s\S]*?<\/style>/g, ""),
  json: async (bytes) => stringsIn(JSON.parse(decode(bytes))),
  pdf: async (bytes) => stringsIn((await readPdf(bytes, { ownDocument: true })).pages),
};

/** The planted faults: one a format, each against another promise. */
function planted(render: FileContext["render"]): FileContext["render"] {
  let times = 0;
  const changed = (format: DocumentFormat, change: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>): FileContext["render"][DocumentFormat] => async (document) => change(await render[format](document));
  const inZip = async (bytes: Uint8Array, path: string, change: (text: string) => string) => {
    const zip = await JSZip.loadAsync(bytes);
    zip.file(path, change((await zip.file(path)?.async("string")) ?? ""), { date: new Date(0) });
    return zip.generateAsync({ type: "uint8array" });
  };
  return {
    docx: changed("docx", (bytes) => inZip(bytes, "word/document.xml", (text) => text.replace("<w:t", "<w:t>&</w:t><w:t"))),
    xlsx: changed("xlsx", (bytes) => inZip(bytes, "xl/styles.xml", (text) => text.replaceAll('quotePrefix="1" ', ""))),
    html: changed("html", (bytes) => new TextEncoder().encode(decode(bytes).replace("</p>", " undefined</p>"))),
    json: async (document) => render.json({ ...document, title: `${document.title} ${Number.NaN}` }),
    pdf: async (document) => render.pdf({ ...document, title: `${document.title} ${(times += 1)}` }),
  };
}

export const documents: Drill = {
  rounds: 50,
  run: async ({ rounds, seed, planted: isPlanted }) => {
    const files = buildFileContext();
    const context = isPlanted ? { ...files, render: planted(files.render) } : files;
    const form = files.crosswalks().programs[0];
    if (!form) throw new Error("There is no program.");
    const asked = { program: form.program, edition: form.edition.id };
    const broken: string[] = [];
    const brokenFormats = new Set<DocumentFormat>();
    const counts = { plans: 0, files: 0, megabytes: 0, findings: 0 };
    const say = (format: DocumentFormat | "rules", round: number, planSeed: number, words: string) => {
      if (format !== "rules") brokenFormats.add(format);
      broken.push(`round ${round}, seed ${seed}, randomPlan(${planSeed}), ${format}: ${words}`);
    };
    for (let round = 1; round <= rounds; round += 1) {
      const planSeed = chanceOf(seed).fork(round).whole(1, 2 ** 30);
      const plan = randomPlan(planSeed);
      const before = JSON.stringify(plan);
      const copy = { kind: round % 2 === 0 ? ("hearing-draft" as const) : ("internal-draft" as const), preparedOn: "2026-11-22" };
      const render = async (format: DocumentFormat) => (await renderPlanDocument(context, { plan, ...asked, format, copy })).bytes;
      counts.plans += 1;
      try {
        const findings = findingsOf(readPlanThrough(context, { plan, ...asked }));
        counts.findings += findings.length;
        const odd = findings.find((finding) => programWords.test(finding.message));
        if (odd) say("rules", round, planSeed, `a finding says ${JSON.stringify(odd.message)}`);
      } catch (fault) {
        say("rules", round, planSeed, fault instanceof Error ? (fault.stack ?? "").split("\n").slice(0, 4).join(" | ") : String(fault));
      }
      for (const format of documentFormats) {
        try {
          const bytes = await render(format);
          counts.files += 1;
          counts.megabytes += bytes.byteLength / 2 ** 20;
          const words = await wordsOf[format](bytes);
          const odd = programWords.exec(words);
          if (odd) say(format, round, planSeed, `it says "${odd[0]}": …${words.slice(Math.max(0, odd.index - 60), odd.index + 40)}…`);
          if (format === "xlsx") for (const live of (await liveWords(bytes)).slice(0, 3)) say(format, round, planSeed, live);
          if (!Buffer.from(bytes).equals(Buffer.from(await render(format)))) say(format, round, planSeed, "the second time other bytes came out");
        } catch (fault) {
          say(format, round, planSeed, fault instanceof Error ? (fault.stack ?? fault.message).split("\n").slice(0, 4).join(" | ") : String(fault));
        }
      }
      if (JSON.stringify(plan) !== before) broken.push(`round ${round}, randomPlan(${planSeed}): the plan was changed by printing it`);
    }
    counts.megabytes = Math.round(counts.megabytes * 10) / 10;
    const missed = documentFormats.filter((format) => !brokenFormats.has(format));
    // Every planted fault must be found, not just one of them.
    return { counts, broken: isPlanted && missed.length > 0 ? [] : broken };
  },
};
