// The command `deadlines` as a person or a script meets it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "plan-once-deadlines-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const deadlines = (...args: string[]) => spawnSync(process.execPath, ["app/cli/start.js", "deadlines", ...args], { cwd: root, encoding: "utf8" });
function listOf(...meetings: object[]): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.json`);
  writeFileSync(path, JSON.stringify(meetings));
  return path;
}
const board = (kind: string, date: string) => ({ body: "board", kind, date });
const asked = ["--kind", "district", "--year", "2027-28", "--on", "2026-11-22"];

describe("deadlines on the command line", () => {
  test("the answer is a list with id, program, day, note, chain, law and confidence", () => {
    const { status, stdout } = deadlines(...asked, "--json", "--meetings", listOf(board("hearing", "2027-06-10"), board("adoption", "2027-06-24")));
    expect(status).toBe(0);
    const list = JSON.parse(stdout) as { id: string; program: string; due: string | null }[];
    const lcap = (id: string) => list.find((one) => one.id === id && one.program === "lcap");
    expect(lcap("D-1")).toMatchObject({ due: "2027-07-01", note: "", chain: [{ what: "1 July 2027", on: "2027-07-01" }], citation: expect.stringContaining("EC 52060") as string, confidence: "high" });
    expect([lcap("D-18")?.due, lcap("D-12")?.due, lcap("D-8")?.due, lcap("D-3")?.due]).toEqual(["2027-10-08", "2027-06-29", "2027-06-07", "2027-06-23"]);
    expect([...new Set(list.map(({ program }) => program))]).toEqual(["lcap", "spsa", "csi", "cim"]);
  });

  test("a person reads it in the order of days, with what still waits", () => {
    const { status, stdout } = deadlines("--kind", "charter", "--year", "2027-28", "--sets", "fiscal");
    expect(status).toBe(0);
    expect(stdout.indexOf("lcap D-12b")).toBeLessThan(stdout.indexOf("fin.int1.charter"));
    expect(stdout).toMatch(/waiting +cim cim\.adl/);
  });

  test("a calendar that cannot be kept is refused with entry and law; so is a date that has gone by, unless one looks from an earlier day", () => {
    const sameDay = deadlines(...asked, "--meetings", listOf(board("hearing", "2027-06-24"), board("adoption", "2027-06-24")));
    expect([sameDay.status, sameDay.stdout]).toEqual([1, ""]);
    expect(sameDay.stderr).toMatch(/Entry 2 .*EC 52062\(b\)\(2\)/);
    const past = listOf(board("hearing", "2026-11-01"));
    expect(deadlines(...asked, "--meetings", past).stderr).toMatch(/Entry 1 \(board, hearing, 2026-11-01\) lies in the past/);
    expect(deadlines("--kind", "district", "--year", "2027-28", "--on", "2026-10-01", "--meetings", past).status).toBe(0);
  });

  test.each([
    [["--kind", "school", "--year", "2027-28"], /no kind "school".*district, coe, charter/],
    [["--kind", "district", "--year", "2027-29"], /second part of a plan year/],
    [["--kind", "district"], /--year is missing/],
    [[...asked, "--sets", "fiscall"], /no set "fiscall".*fiscal/],
    [[...asked, "--meetings", "/nowhere.json"], /cannot be read/],
    [["--kind", "district", "--year", "2027-28", "--on", "22 November"], /is not a day/],
  ])("%s", (args, says) => {
    const { status, stderr } = deadlines(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(says);
  });
});
