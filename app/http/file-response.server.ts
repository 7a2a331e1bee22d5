import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";

const types = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  html: "text/html; charset=utf-8",
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  zip: "application/zip",
} as const;

/** A file to keep: never shown in the page, its name safe in any header (RFC 6266: plain letters, and the full name encoded). */
export function fileResponse({ bytes, name, format }: { bytes: Uint8Array; name: string; format: keyof typeof types }): Response {
  const plain = name.normalize("NFKD").replace(/[^\x20-\x7e]/g, "").replace(/["\\]/g, "");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return new Response(new Uint8Array(bytes), {
    headers: { "Content-Type": types[format], "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`, "Content-Length": String(bytes.byteLength), "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" },
  });
}

/** The same for a file that is too large for memory. */
export function streamResponse({ stream, size, name }: { stream: NodeJS.ReadableStream; size: number; name: string }): Response {
  const response = fileResponse({ bytes: new Uint8Array(), name, format: "zip" });
  response.headers.set("Content-Length", String(size));
  return new Response(createReadableStreamFromReadable(Readable.from(stream)), { headers: response.headers });
}
