// An archive that is written while its entries are made: only what is under way is in memory.
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import yazl from "yazl";

/** Writes a file of what `write` hands over: each entry is taken when the one before is done. No entry carries the time it was made. */
export async function writeZipFile(file: string, write: (take: (name: string, chunks: AsyncIterable<string | Uint8Array>) => Promise<void>) => Promise<void>): Promise<void> {
  const zip = new yazl.ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(file, { flags: "wx", mode: 0o600 }));
  const broken = new Promise<never>((_, fail) => {
    zip.on("error", fail);
    written.catch(fail);
  });
  broken.catch(() => {});
  await write(async (name, chunks) => {
    const source = Readable.from(chunks, { objectMode: false });
    const done = new Promise<void>((resolve, fail) => source.once("end", resolve).once("error", fail));
    zip.addReadStream(source, name, { mtime: new Date(Date.UTC(2000, 0, 1, 12)), mode: 0o100644 });
    await Promise.race([done, broken]);
  });
  zip.end();
  await Promise.race([written, broken]);
}
