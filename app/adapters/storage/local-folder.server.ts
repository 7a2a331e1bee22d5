// Files in a folder of this machine. A file is there whole or not at all: written aside, flushed, renamed.
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

export type Storage = {
  save: (key: string, bytes: Uint8Array) => Promise<void>;
  /** For what is too large for memory: `write` fills the file it is given; gives its size in bytes. */
  saveFile: (key: string, write: (file: string) => Promise<void>) => Promise<number>;
  read: (key: string) => Promise<Uint8Array | undefined>;
  /** The file as a stream; undefined where there is none. */
  open: (key: string) => Promise<{ stream: NodeJS.ReadableStream; size: number } | undefined>;
  remove: (key: string) => Promise<void>;
  /** Every file under a folder of keys ("exports"), half-written ones too, with when it was last written. */
  list: (folder: string) => Promise<{ key: string; changedAt: Date }[]>;
};

/** A key is a few plain names with slashes, "district/0b7c….docx": never a way out of the folder. */
const keyPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}(\/[A-Za-z0-9][A-Za-z0-9._:-]{0,99}){0,4}$/;

async function flush(file: string): Promise<void> {
  const handle = await open(file, "r");
  await handle.sync().finally(() => handle.close());
}

async function unlessMissing<Found>(read: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await read();
  } catch (fault) {
    if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return undefined;
    throw fault;
  }
}

/** Throws on a key that is not plain names; `read` of a missing file is undefined. */
export function localFolderStorage(folder: string): Storage {
  const place = (key: string) => {
    if (!keyPattern.test(key)) throw new Error("This is not a storage key.");
    return path.join(folder, ...key.split("/"));
  };
  return {
    save: async (key, bytes) => {
      const file = place(key);
      const aside = `${file}.${randomUUID()}.part`;
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      try {
        const handle = await open(aside, "wx", 0o600);
        try {
          await handle.writeFile(bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(aside, file);
      } catch (fault) {
        await rm(aside, { force: true });
        throw fault;
      }
      await flush(path.dirname(file));
    },
    saveFile: async (key, write) => {
      const file = place(key);
      const aside = `${file}.${randomUUID()}.part`;
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      try {
        await write(aside);
        await flush(aside);
        await rename(aside, file);
      } catch (fault) {
        await rm(aside, { force: true });
        throw fault;
      }
      await flush(path.dirname(file));
      return (await stat(file)).size;
    },
    read: async (key) => unlessMissing(() => readFile(place(key))),
    open: async (key) =>
      unlessMissing(async () => {
        const handle = await open(place(key), "r");
        return { stream: handle.createReadStream(), size: (await handle.stat()).size };
      }),
    remove: (key) => rm(place(key), { force: true }),
    list: async (under) => {
      const entries = (await unlessMissing(() => readdir(place(under), { recursive: true, withFileTypes: true }))) ?? [];
      const found = entries.filter((entry) => entry.isFile()).map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const seen = await unlessMissing(() => stat(file));
        return seen && { key: path.relative(folder, file).split(path.sep).join("/"), changedAt: seen.mtime };
      });
      return (await Promise.all(found)).flatMap((one) => (one !== undefined && keyPattern.test(one.key) ? [one] : []));
    },
  };
}
