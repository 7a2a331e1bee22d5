import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localFolderStorage } from "#app/adapters/storage/local-folder.server.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plan-once-storage-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

describe("files in a folder", () => {
  test("come back as they were saved, are replaced whole, and go when removed", async () => {
    const storage = localFolderStorage(folder);
    await storage.save("lea-1/a.pdf", bytes("one"));
    await storage.save("lea-1/a.pdf", bytes("two"));
    expect(new TextDecoder().decode(await storage.read("lea-1/a.pdf"))).toBe("two");
    expect(await readdir(path.join(folder, "lea-1"))).toEqual(["a.pdf"]);
    await storage.remove("lea-1/a.pdf");
    expect(await storage.read("lea-1/a.pdf")).toBeUndefined();
  });

  test.each(["../outside", "a/../../b", "/etc/passwd", "a//b", ".hidden", "a\u0000b", "", "a/b\\c", "a/.."])("key %j is refused", async (key) => {
    const storage = localFolderStorage(folder);
    await expect((async () => storage.save(key, bytes("x")))()).rejects.toThrow(/not a storage key/);
    await expect((async () => storage.read(key))()).rejects.toThrow(/not a storage key/);
  });

  test("a save that fails leaves the file before it and no half file", async () => {
    const storage = localFolderStorage(folder);
    await storage.save("kept/file", bytes("whole"));
    await expect(storage.save("kept/file/below", bytes("x"))).rejects.toThrow();
    expect(new TextDecoder().decode(await storage.read("kept/file"))).toBe("whole");
    expect(await readdir(path.join(folder, "kept"))).toEqual(["file"]);
  });
});
