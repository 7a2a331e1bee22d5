// How a process that reads a PDF is started: what takes TypeScript out would look through pdf.js too, two megabytes, for 0.7 s; so pdf.js comes first.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** Arguments of Node for a process that runs a TypeScript file which reads PDFs. */
export const pdfLoading = [new URL("./pdf-js.server.js", import.meta.url), pathToFileURL(createRequire(import.meta.url).resolve("tsx"))].flatMap(({ href }) => ["--import", href]);
