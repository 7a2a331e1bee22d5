// Descriptions of state files and criteria are checked like all crosswalk files: what no catalog has is named with its place.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checkCrosswalks, faultLine, projectCrosswalks } from "#crosswalks/index.server.ts";

const folder = mkdtempSync(path.join(tmpdir(), "plan-once-state-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
const faultsOf = (file: string, text: string): string => {
  const own = path.join(folder, String((made += 1)));
  mkdirSync(path.join(own, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(own, file), text);
  return checkCrosswalks([projectCrosswalks(), own], null).faults.map(faultLine).join("\n");
};

const kind = (more: string, codes = "cds: [CDS]") => `id: garden\ntitle: School gardens\npublisher: Somebody\nsource: a test\nconfidence: low\nlayouts:\n  - id: gardens\n    title: Gardens\n    has: [CDS, Garden]\n    ${codes}\n    name: [Garden]\n${more}`;

describe("a kind of state file", () => {
  test("is a file and nothing else", () => {
    expect(faultsOf("state-files/garden.yaml", kind("    year: Year\n"))).toBe("");
  });

  test("names statuses, indicators and groups that the catalogs have", () => {
    expect(faultsOf("state-files/garden.yaml", kind("    statuses:\n      - { program: csl, column: Garden, values: { Y: because } }\n"))).toMatch(/garden\.yaml:13:\d+: There is no status "csl"\. Did you mean "csi"\?/);
    expect(faultsOf("state-files/garden.yaml", kind("    results: { group: null, mark: Y, lowest: { Garden: { indicator: maths, group: ALLE } } }\n"))).toMatch(/no indicator "maths"[\s\S]*no student group "ALLE"/);
  });

  test("says whom its rows are about, and is called by its name", () => {
    expect(faultsOf("state-files/garden.yaml", kind("    code: Code\n"))).toContain("neither or both of cds and code");
    expect(faultsOf("state-files/yard.yaml", kind(""))).toContain('describes "garden"');
  });
});

describe("criteria", () => {
  const criteria = (set: string) => `id: garden\ntitle: T\nprogram: csi\nkind: essa\nmet: { column: A, is: Y }\nsets:\n  - { id: used, title: U, standing: used, source: s, confidence: low, dashboards: [2023], priorities: [{ priority: 4, title: P, any: [{ all: [{ indicator: ela, most: 1 }] }] }] }\n${set}`;
  test("a set begins from one that is there and is for the same Dashboards", () => {
    expect(faultsOf("criteria/garden.yaml", criteria("  - { id: other, title: O, standing: what-if, source: s, confidence: low, dashboards: [2023], from: [used] }\n"))).toBe("");
    expect(faultsOf("criteria/garden.yaml", criteria("  - { id: other, title: O, standing: what-if, source: s, confidence: low, dashboards: [2024], from: [used] }\n"))).toContain("is for the 2024 Dashboard");
    expect(faultsOf("criteria/garden.yaml", criteria("  - { id: other, title: O, standing: what-if, source: s, confidence: low, dashboards: [2023], from: [user] }\n"))).toMatch(/no set "user"\. Did you mean "used"/);
    expect(faultsOf("criteria/garden.yaml", criteria("  - { id: other, title: O, standing: what-if, source: s, confidence: low, dashboards: [2023] }\n"))).toContain("neither or both of from and priorities");
  });
});
