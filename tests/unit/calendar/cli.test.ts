// The command `deadlines` as a person or a script meets it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { deadlinesOfYear } from "#app/cli/deadlines.ts";
import { readWords } from "#app/cli/words.ts";

const folder = mkdtempSync(join(tmpdir(), "plan-once-deadlines-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** The command in this process: starting one for every case would take longer than all the cases. */
const deadlines = async (...args: string[]) => {
  try {
    const { text, json } = await deadlinesOfYear(readWords(args));
    return { status: 0, stdout: args.includes("--json") ? JSON.stringify(json) : text, stderr: "" };
  } catch (error) {
    return { status: 1, stdout: "", stderr: (error as Error).message };
  }
};
function listOf(...meetings: object[]): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.json`);
  writeFileSync(path, JSON.stringify(meetings));
  return path;
}
const board = (kind: string, date: string) => ({ body: "board", kind, date });
const asked = ["--kind", "district", "--year", "2027-28", "--on", "2026-11-22"];

describe("deadlines on the command line", () => {
  test("the answer is a list with id, program, day, note, chain, law and confidence", async () => {
    const { status, stdout } = await deadlines(...asked, "--json", "--meetings", listOf(board("hearing", "2027-06-10"), board("adoption", "2027-06-24")));
    expect(status).toBe(0);
    const list = JSON.parse(stdout) as { id: string; program: string; due: string | null }[];
    const lcap = (id: string) => list.find((one) => one.id === id && one.program === "lcap");
    expect(lcap("D-1")).toMatchObject({ due: "2027-07-01", note: "", chain: [{ what: "1 July 2027", on: "2027-07-01" }], citation: expect.stringContaining("EC 52060") as string, confidence: "high" });
    expect([lcap("D-18")?.due, lcap("D-12")?.due, lcap("D-8")?.due, lcap("D-3")?.due]).toEqual(["2027-10-08", "2027-06-29", "2027-06-07", "2027-06-23"]);
    expect([...new Set(list.map(({ program }) => program))]).toEqual(["lcap", "spsa", "csi", "cim"]);
  });

  test("a person reads it in the order of days, with what still waits", async () => {
    const { status, stdout } = await deadlines("--kind", "charter", "--year", "2027-28", "--sets", "fiscal");
    expect(status).toBe(0);
    expect(stdout.indexOf("lcap D-12b")).toBeLessThan(stdout.indexOf("fin.int1.charter"));
    expect(stdout).toMatch(/waiting +cim cim\.adl/);
  });

  test("a calendar that cannot be kept is refused with entry and law; so is a date that has gone by, unless one looks from an earlier day", async () => {
    const sameDay = await deadlines(...asked, "--meetings", listOf(board("hearing", "2027-06-24"), board("adoption", "2027-06-24")));
    expect([sameDay.status, sameDay.stdout]).toEqual([1, ""]);
    expect(sameDay.stderr).toMatch(/Entry 2 .*EC 52062\(b\)\(2\)/);
    const past = listOf(board("hearing", "2026-11-01"));
    expect((await deadlines(...asked, "--meetings", past)).stderr).toMatch(/Entry 1 \(board, hearing, 2026-11-01\) lies in the past/);
    expect((await deadlines("--kind", "district", "--year", "2027-28", "--on", "2026-10-01", "--meetings", past)).status).toBe(0);
  });

  test.each([
    [["--kind", "school", "--year", "2027-28"], /no kind "school".*district, coe, charter/],
    [["--kind", "district", "--year", "2027-29"], /second part of a plan year/],
    [["--kind", "district"], /--year is missing/],
    [[...asked, "--sets", "fiscall"], /no set "fiscall".*fiscal/],
    [[...asked, "--meetings", "/nowhere.json"], /cannot be read/],
    [["--kind", "district", "--year", "2027-28", "--on", "22 November"], /is not a day/],
  ])("%s", async (args, says) => {
    const { status, stderr } = await deadlines(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(says);
  });
});
