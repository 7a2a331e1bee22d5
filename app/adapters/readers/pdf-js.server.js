// pdf.js, loaded once and without what slows every reading of a long document. Plain JavaScript: a process loads it before it learns to read TypeScript (see pdf-loading.server.ts).
const { push } = Array.prototype;
const mapped = process.sourceMapsEnabled;
// Its two files are of one line of a megabyte each: a map of them costs 0.2 s and helps nobody.
process.setSourceMapsEnabled(false);
export const { OPS, PermissionFlag, getDocument } = await import("pdfjs-dist/legacy/build/pdf.min.mjs");
// Loaded here, it runs in this thread, as pdf.js does outside of browsers: the one who calls is a worker already.
await import("pdfjs-dist/legacy/build/pdf.worker.min.mjs");
process.setSourceMapsEnabled(mapped);
// It brings a slower `push` of its own, over a fault of V8's that no array here meets.
Array.prototype.push = push;
