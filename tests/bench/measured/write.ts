// One document from file to file, as a whole process: write.js docx|pdf|xlsx BLOCKS.json OUT
import { readFileSync, writeFileSync } from "node:fs";
import type { PlanDocument } from "#schemas/document.ts";

const writers: Record<string, (document: PlanDocument) => Uint8Array | Promise<Uint8Array>> = {
  docx: async (document) => (await import("#app/adapters/documents/docx.server.ts")).writeDocx(document),
  pdf: async (document) => (await import("#app/adapters/documents/pdf.server.ts")).writePdf(document),
  xlsx: async (document) => (await import("#app/adapters/documents/xlsx.server.ts")).writeXlsx(document),
};

const [format = "", blocks = "", out = ""] = process.argv.slice(2);
const write = writers[format];
if (!write) throw new Error(`There is no writer for "${format}".`);
writeFileSync(out, await write(JSON.parse(readFileSync(blocks, "utf8")) as PlanDocument));
