// The command line as a person or a script meets it: a process, its output, its exit status.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { Plan } from "#schemas/plan.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "plan-once-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cli(args: string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["app/cli/start.js", ...args], { cwd: root, encoding: "utf8", input, maxBuffer: 64 * 1024 * 1024 });
  return { status, stdout, stderr };
}
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const choices = cli(["plan", "example", "choices"]).stdout;
const plan = JSON.parse(choices) as Plan;
const planFile = file("choices.json", choices);

describe("a plan on the command line", () => {
  test("an example is a valid plan, and its tables are exact", () => {
    expect(cli(["plan", "validate", planFile])).toMatchObject({ status: 0 });
    const { status, stdout } = cli(["tables", planFile, "--json"]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ A1: "3415812.00", P3: "299081/3415812", T4: "810989.67", schoolwide: "810989.67", leawide: "0.00", D12: "0.00", P13: "0", totals: { total: "981447.37", personnel: "906447.37" } });
  });

  test("the plan can come from standard input", () => {
    expect(JSON.parse(cli(["tables", "-", "--json"], choices).stdout)).toMatchObject({ E7: "527058.44" });
  });

  test("the schema is a JSON Schema that names the collections", () => {
    const schema = JSON.parse(cli(["plan", "schema"]).stdout) as { properties: Record<string, unknown> };
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(["schemaVersion", "goals", "actions", "lines", "answers", "opening"]));
  });

  test("coverage counts and lists the fields", () => {
    const covered = JSON.parse(cli(["coverage", planFile, "--program", "lcap", "--edition", "2024.v2024-11", "--json"]).stdout) as { counts: Record<string, number>; parts: { id: string }[] };
    expect(covered.counts["answered"]).toBeGreaterThan(100);
    expect(covered.parts.length).toBeGreaterThan(8);
    // A form of years the plan is not for is read as a trial, and says so first.
    expect(cli(["coverage", planFile, "--program", "cceis", "--edition", "2019"]).stdout).toMatch(/^The form 2019 is for 2019-20, 2020-21, this plan for 20\d\d-\d\d\. No form of "cceis" is held for that year\./);
  });

  test("the crosswalk files have no faults, and no field of the form is without a source", () => {
    expect(cli(["crosswalks", "check"])).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(cli(["crosswalks", "gaps", "--program", "lcap", "--edition", "2024.v2024-11", "--json"]).stdout)).toMatchObject({ fieldsWithoutSource: [] });
    const all = JSON.parse(cli(["crosswalks", "gaps", "--json"]).stdout) as { editions: { program: string; fieldsWithoutSource: unknown[] }[]; statementsNotAsked: unknown[] };
    expect(new Set(all.editions.map(({ program }) => program))).toEqual(new Set(["cceis", "cim", "csi", "lcap", "spsa"]));
  });

  test("without a form, a check holds the plans against each other, or one school's against the district's", () => {
    const family = file("family.json", cli(["plan", "example", "sample"]).stdout);
    const all = JSON.parse(cli(["check", family, "--json"]).stdout) as { program: null; findings: { rule: string; orgId: string }[] };
    expect(all.program).toBeNull();
    expect(all.findings.find(({ rule }) => rule === "DS-29")).toMatchObject({ orgId: "acorn-street" });
    const school = (JSON.parse(readFileSync(family, "utf8")) as Plan).organizations.find(({ id }) => id === "orchard");
    const one = JSON.parse(cli(["check", family, "--school", school?.cds ?? "", "--json"]).stdout) as typeof all;
    expect(new Set(one.findings.map(({ orgId }) => orgId))).toEqual(new Set(["orchard"]));
  });

  test("a document is written whole, twice the same, with nothing left beside it", () => {
    const out = join(folder, "plan.html");
    const asked = ["document", planFile, "--program", "lcap", "--edition", "2024.v2024-11", "--format", "html", "--on", "2026-11-22", "--out", out];
    expect(cli(asked).status).toBe(0);
    const first = readFileSync(out);
    expect(cli(asked).status).toBe(0);
    expect(readFileSync(out).equals(first)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes(".part-"))).toEqual([]);
  });
});

describe("refusals say what is wrong and where, and end with status 1", () => {
  const changed = (change: (copy: Plan) => void): string => {
    const copy = structuredClone(plan);
    change(copy);
    return file(`changed-${Math.random().toString(36).slice(2)}.json`, JSON.stringify(copy));
  };

  test.each<[string, string[], RegExp]>([
    ["no such file", ["plan", "validate", "/nowhere/plan.json"], /nowhere\/plan\.json cannot be read/],
    ["not JSON", ["plan", "validate", file("broken.json", "{\"schemaVersion\": 1,")], /broken\.json is not JSON/],
    ["not a plan", ["tables", file("list.json", "[1, 2]")], /is not a plan/],
    ["a newer version", ["plan", "validate", file("newer.json", JSON.stringify({ schemaVersion: 99 }))], /version 99.*knows versions up to 2/],
    ["no such example", ["plan", "example", "atlantis"], /no example "atlantis".*sample/],
    ["no such program", ["check", planFile, "--program", "lcpa"], /no program "lcpa".*lcap/i],
    ["no such edition", ["coverage", planFile, "--program", "lcap", "--edition", "1999"], /no edition.*"1999".*2024\.v2024-11/],
    ["no such format", ["document", planFile, "--program", "lcap", "--edition", "2025-26", "--format", "odt", "--out", join(folder, "x.odt")], /no format "odt".*docx/],
    ["no place to write", ["document", planFile, "--program", "lcap", "--edition", "2025-26", "--format", "json", "--out", "/nowhere/x.json"], /\/nowhere\/x\.json cannot be written/],
    ["a missing option", ["coverage", planFile, "--program", "lcap"], /--edition is missing/],
    ["an unknown option", ["tables", planFile, "--fast"], /no option --fast/],
  ])("%s", (_, args, says) => {
    const { status, stdout, stderr } = cli(args);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at .*\.(ts|js):/);
  });

  test("a link to nothing, an id used twice, half a cent: each named with its place", () => {
    const { stderr } = cli(["plan", "validate", changed((copy) => {
      const [action, second] = copy.actions;
      const [line] = copy.lines;
      if (!action || !second || !line) throw new Error("the example has actions and lines");
      action.metricIds = ["metric-of-nobody"];
      second.id = action.id;
      line.cents = 12.5;
    })]);
    expect(stderr).toMatch(/actions\/0\/metricIds\/0: There is no metric with the id "metric-of-nobody"|lines\/0\/cents: Money is a whole number of cents/);
  });

  test("a plan that names no LEA is refused in words", () => {
    expect(cli(["tables", changed((copy) => { copy.leaId = "nobody"; })]).stderr).toMatch(/leaId: There is no organization with the id "nobody"/);
  });

  test("an unknown command shows what there is and ends with status 2", () => {
    const { status, stderr } = cli(["lcap"]);
    expect(status).toBe(2);
    expect(stderr).toContain("crosswalks check");
  });

  test("crosswalk faults come as file:row:column", () => {
    const { status, stderr } = cli(["crosswalks", "check", "--dir", file("empty", "")]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/:\d+:\d+: /);
    expect(JSON.parse(cli(["crosswalks", "check", "--dir", join(folder, "empty"), "--json"]).stdout).faults.length).toBeGreaterThan(0);
  });
});

test("a folder that adds a program is enough for its coverage and its document", () => {
  const garden = join(root, "tests/unit/crosswalks/fixtures/garden");
  const sample = file("sample.json", cli(["plan", "example", "sample"]).stdout);
  expect(cli(["crosswalks", "check", "--dir", garden])).toMatchObject({ status: 0 });
  expect(JSON.parse(cli(["coverage", sample, "--program", "garden-plan", "--edition", "2026", "--dir", garden, "--json"]).stdout)).toMatchObject({ program: "garden-plan" });
  const out = join(folder, "garden.html");
  expect(cli(["document", sample, "--program", "garden-plan", "--edition", "2026", "--dir", garden, "--format", "html", "--out", out]).status).toBe(0);
  expect(readFileSync(out, "utf8")).toContain("School Garden Plan");
});

test("no half file is left where writing failed", () => {
  expect(existsSync("/nowhere")).toBe(false);
});
