// Questions down, forms across: what a superintendent reads off the matrix is what the forms' own coverage says.
import { expect, test } from "vitest";
import { behindCell, filledForms, matrix } from "#app/domain/coverage/matrix.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";

const crosswalks = loadCrosswalks();
const plan = buildExample("sample");
const filled = filledForms(crosswalks, plan, [plan.leaId, ...plan.organizations.filter(({ kind }) => kind === "school").map(({ id }) => id)]);
const { columns, rows } = matrix(crosswalks, filled, plan);
const row = (key: string) => rows.find(({ statement }) => statement.key === key);
const column = (program: string, ofSchools: boolean) => columns.findIndex((one) => one.program === program && one.ofSchools === ofSchools);

test("every question of the outline stands there once, asked or not", () => {
  const keys = rows.map(({ statement }) => statement.key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { key } of crosswalks.outline.chapters.flatMap(({ statements }) => statements)) expect(keys).toContain(key);
});

test("a form that several schools fill is one column with the sum of their places", () => {
  const spsa = columns[column("spsa", true)];
  const schools = filled.filter(({ reading }) => reading.program.program === "spsa");
  expect(spsa?.organizations).toBe(schools.length);
  expect(spsa?.counts.answered).toBe(schools.reduce((sum, { coverage }) => sum + coverage.counts.answered, 0));
});

test("goals are asked once and stand on the district's form and on every school's", () => {
  const cells = row("aim.goals")?.cells ?? [];
  expect(cells[column("lcap", false)]).toMatchObject({ state: "answered", related: false });
  expect(cells[column("spsa", true)]?.fields).toBeGreaterThan(0);
});

test("an answer that goes missing is seen in its row and in no other", () => {
  const before = row("who.district")?.cells[column("lcap", false)];
  const less = { ...plan, answers: plan.answers.filter(({ key }) => key !== "who.district") };
  const after = matrix(crosswalks, filledForms(crosswalks, less, [plan.leaId]), less);
  expect(before?.state).toBe("answered");
  expect(after.rows.filter(({ statement, cells }) => cells[0] && row(statement.key)?.cells[0]?.open !== cells[0].open).map(({ statement }) => statement.key)).toEqual(["who.district"]);
});

test("behind a cell stand the reason, the authority and the line of the map", () => {
  const lines = behindCell(crosswalks, filled, "lcap", "aim.goals");
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    expect(line.rationale).not.toBe("");
    expect(line.authority).not.toBe("");
    expect(line.place).toMatch(/^maps\/lcap.*\.csv:\d+$/);
    expect(line.standing).toHaveLength(1);
  }
  expect(behindCell(crosswalks, filled, "spsa", "aim.goals")[0]?.standing.length).toBeGreaterThan(1);
});
