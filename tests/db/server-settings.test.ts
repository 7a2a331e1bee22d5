import { expect, test } from "vitest";
import { serverFaults, type ServerSettings } from "#db/migrate.ts";

const safe: ServerSettings = { version: "150004", fsync: "on", synchronous_commit: "on", synchronous_standby_names: "", full_page_writes: "on", data_checksums: "on", server_encoding: "UTF8", zone: "true" };

test("REL-B10: a server with safe settings has no faults", () => {
  expect(serverFaults(safe)).toEqual([]);
  expect(serverFaults({ ...safe, synchronous_commit: "local" })).toEqual([]);
  expect(serverFaults({ ...safe, synchronous_standby_names: "ANY 1 (a, b)", synchronous_commit: "remote_apply" })).toEqual([]);
});

test.each<[Partial<ServerSettings>, RegExp]>([
  [{ version: "140011" }, /15 or newer/],
  [{ fsync: "off" }, /fsync/],
  [{ synchronous_commit: "off" }, /synchronous_commit is off/],
  [{ synchronous_standby_names: "standby", synchronous_commit: "local" }, /synchronous_commit is local/],
  [{ full_page_writes: "off" }, /full_page_writes/],
  [{ data_checksums: "off" }, /checksums/],
  [{ server_encoding: "SQL_ASCII" }, /UTF8/],
  [{ zone: "false" }, /time zone/],
])("REL-B10: %o is named, and nothing else", (planted, words) => {
  expect(serverFaults({ ...safe, ...planted })).toEqual([expect.stringMatching(words)]);
});
