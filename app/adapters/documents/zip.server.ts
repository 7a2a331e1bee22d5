// Files as one archive.
import { buffer } from "node:stream/consumers";
import yazl from "yazl";

/** The same files give the same bytes: no entry carries the time it was made. */
export async function writeZip(files: readonly { name: string; bytes: Uint8Array }[]): Promise<Uint8Array> {
  const zip = new yazl.ZipFile();
  for (const { name, bytes } of files) zip.addBuffer(Buffer.from(bytes), name, { mtime: new Date(Date.UTC(2000, 0, 1, 12)), mode: 0o100644 });
  zip.end();
  return buffer(zip.outputStream);
}
