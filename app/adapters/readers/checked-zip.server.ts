// Opens a packed file only after its sizes were looked at: a bomb, an encrypted or a broken file is refused before anything large is unpacked.
import { inflateRawSync } from "node:zlib";
import { AppError } from "#schemas/app-error.ts";

const mostEntries = 100;
const mostUnpacked = 50 * 1024 * 1024;
const mostRatio = 100;
/** Small parts may pack better than that. */
const ratioCountsFrom = 256 * 1024;
const mostOfPart = 16 * 1024 * 1024;

type Entry = { method: number; packed: number; unpacked: number; offset: number };
/** What the file should be, for the words of a refusal. */
type Expected = { what: string; kind: string; ending: string };
const workbook: Expected = { what: "a workbook of a grid", kind: "an Excel workbook", ending: "xlsx" };

/** The parts of a packed file by name; each is unpacked when asked for, never past its declared size. Throws AppError "invalid" or "too-large". */
export function openCheckedZip(bytes: Uint8Array, { what, kind, ending }: Expected = workbook): { names: string[]; text: (name: string) => string | undefined } {
  const broken = (why: string) => new AppError("invalid", `This file cannot be read: ${why}. Save it again as ${ending} and choose it once more.`);
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 22 || data.readUInt32LE(0) !== 0x04034b50) throw broken(`it is not ${kind} (${ending})`);
  const end = data.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > data.length) throw broken("its end is missing");
  const [disk, count, size, start] = [data.readUInt16LE(end + 4), data.readUInt16LE(end + 10), data.readUInt32LE(end + 12), data.readUInt32LE(end + 16)];
  if (disk !== 0 || count === 0xffff || start === 0xffffffff || start + size > end) throw broken("its list of parts does not fit");
  if (count > mostEntries) throw new AppError("too-large", `This file has ${count} parts; ${what} has fewer. It was not opened.`);
  const entries = new Map<string, Entry>();
  let total = 0;
  for (let at = start, n = 0; n < count; n += 1) {
    if (at + 46 > end || data.readUInt32LE(at) !== 0x02014b50) throw broken("its list of parts is broken");
    const [flags, method, packed, unpacked] = [data.readUInt16LE(at + 8), data.readUInt16LE(at + 10), data.readUInt32LE(at + 20), data.readUInt32LE(at + 24)];
    const [nameLength, extraLength, noteLength, offset] = [data.readUInt16LE(at + 28), data.readUInt16LE(at + 30), data.readUInt16LE(at + 32), data.readUInt32LE(at + 42)];
    if ((flags & 1) !== 0) throw broken("it is protected with a password");
    if (method !== 0 && method !== 8) throw broken("it is packed in an unusual way");
    if (packed === 0xffffffff || unpacked === 0xffffffff || offset + 30 > start) throw broken("its sizes do not fit");
    total += unpacked;
    if (total > mostUnpacked || unpacked > mostOfPart || (unpacked > ratioCountsFrom && unpacked > packed * mostRatio)) throw new AppError("too-large", `This file unpacks to far more than ${what} holds. It was not opened.`);
    const name = data.toString("utf8", at + 46, at + 46 + nameLength);
    if (entries.has(name)) throw broken("it has a part twice");
    entries.set(name, { method, packed, unpacked, offset });
    at += 46 + nameLength + extraLength + noteLength;
  }
  const placed = [...entries.values()].sort((a, b) => a.offset - b.offset);
  placed.forEach((entry, n) => {
    if (entry.offset + 30 + entry.packed > (placed[n + 1]?.offset ?? start)) throw broken("its parts overlap");
  });
  const text = (name: string): string | undefined => {
    const entry = entries.get(name);
    if (!entry) return undefined;
    if (data.readUInt32LE(entry.offset) !== 0x04034b50) throw broken("a part is missing");
    const from = entry.offset + 30 + data.readUInt16LE(entry.offset + 26) + data.readUInt16LE(entry.offset + 28);
    const packed = data.subarray(from, from + entry.packed);
    let whole: Buffer;
    try {
      whole = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpacked) });
    } catch {
      throw broken("a part is damaged or larger than it says");
    }
    if (whole.length !== entry.unpacked) throw broken("a part is not as large as it says");
    return new TextDecoder("utf-8", { fatal: false }).decode(whole);
  };
  return { names: [...entries.keys()], text };
}
