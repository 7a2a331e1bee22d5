import { describe, expect, it } from "vitest";
import { filledForms } from "#app/domain/coverage/matrix.ts";
import type { FilledForm } from "#app/domain/coverage/matrix.ts";
import { schoolsOf, withoutSchools } from "#app/domain/plan/part.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { frozen } from "#schemas/frozen.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import { planCollections, schoolsOnly } from "#schemas/plan.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import { withSameParts } from "#schemas/same-parts.ts";
import { manySchools } from "../../many-schools.ts";

const crosswalks = loadCrosswalks();
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
/** As loadPlan gives it. */
const asLoaded = (plan: Plan): Plan => frozen(plain(plan) as Plan);
const ownersIn = (plan: Plan) => [plan.leaId, ...schoolsOf(plan).map(({ id }) => id)];
const start = asLoaded(manySchools(5));
const owners = ownersIn(start);
const shown = (forms: readonly FilledForm[]) => forms.map(({ orgId, coverage }) => ({ orgId, coverage }));
const fromScratch = (plan: Plan) => shown(filledForms(crosswalks, asLoaded(plan), ownersIn(plan)));

type Row = { id: string; orgId: string } & Record<string, unknown>;
/** A value of the same sort that says something else. */
function other(value: unknown, choose: (of: number) => number): unknown {
  if (value === null || typeof value === "boolean") return value === null ? null : !value;
  if (typeof value === "number") return choose(3) === 0 ? 0 : value + 1 + choose(100);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return choose(2) === 0 ? [] : value.slice(0, choose(value.length + 1));
  if (typeof value === "object" && (value as { type?: unknown }).type === "doc") return richTextFromPlain(choose(3) === 0 ? "" : `Other words ${choose(1000)}.`);
  return value;
}
const links = /(^id|Id|Ids|orgId|lineageId|version)$/;

/** One edit as an author makes it: a row's cells change, a row goes, a row stands twice under ids of its own, two change places. */
function edited(plan: Plan, choose: (of: number) => number): Plan {
  const filledOnes = planCollections.filter((name) => plan[name].length > 0);
  const name = filledOnes[choose(filledOnes.length)] as PlanCollection;
  const rows = [...plan[name]] as unknown as Row[];
  const at = choose(rows.length);
  const row = rows[at] as Row;
  const way = choose(10);
  if (way === 0) rows.splice(at, 1);
  else if (way === 1) rows.splice(choose(rows.length), 0, { ...row, id: `${row.id}-again-${choose(1_000_000)}`, lineageId: `again-${choose(1_000_000)}` });
  else if (way === 2 && rows.length > 1) [rows[at], rows[(at + 1) % rows.length]] = [rows[(at + 1) % rows.length] as Row, row];
  else {
    const free = Object.keys(row).filter((key) => !links.test(key));
    const key = free[choose(free.length)] as string;
    const value = row[key];
    rows[at] = { ...row, version: Number(row["version"] ?? 0) + 1, [key]: typeof value === "string" && ["title", "name", "text", "what", "note", "measuredOn"].includes(key) ? (choose(3) === 0 ? "" : `2026-0${1 + choose(9)}-11`) : other(value, choose) };
  }
  return frozen({ ...plan, [name]: rows } as unknown as Plan);
}

describe("coverage after an edit", () => {
  let seed = 20261122;
  // A generator of its own: the same edits at every run.
  const choose = (of: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return of === 0 ? 0 : Math.floor((seed / 2 ** 32) * of);
  };

  it.each([["of a district whose schools write for themselves", start, 60], ["of one whose schools took rows over from it", asLoaded(buildExample("sacramento")), 15]] as const)("%s is what it is from scratch, over a long row of random edits", { timeout: 240_000 }, (_, first, turns) => {
    let plan = first;
    let forms = filledForms(crosswalks, plan, ownersIn(plan));
    for (let turn = 0; turn < turns; turn += 1) {
      plan = edited(plan, choose);
      // Now and then several edits come before somebody looks.
      if (choose(4) === 0) continue;
      forms = filledForms(crosswalks, plan, ownersIn(plan), forms);
      expect(shown(forms), `after edit ${turn}`).toEqual(fromScratch(plan));
    }
  });

  it("notices what an action takes along when the district writes it for schools only", () => {
    const turned = frozen({ ...start, actions: start.actions.map((action, at) => (at === 0 ? { ...action, purposes: [...action.purposes, schoolsOnly] } : action)) });
    const there = filledForms(crosswalks, turned, owners, filledForms(crosswalks, start, owners));
    expect(shown(there)).toEqual(fromScratch(turned));
    expect(shown(filledForms(crosswalks, start, owners, there))).toEqual(fromScratch(start));
  });

  it.each(["sample", "san-juan-cceis"])("of %s says to each what they would be told alone, whoever looked before: one sees what is private, one not, and a school sees no other school", (name) => {
    const plan = buildExample(name);
    const schools = schoolsOf(plan).map(({ id }) => id);
    const places = [plan.leaId, ...schools];
    const all = frozen({ ...plan, findings: plan.findings.map((finding) => ({ ...finding, private: true })) });
    const statements = [...crosswalks.outline.chapters.flatMap((chapter) => chapter.statements), ...crosswalks.programs.flatMap(({ supplements }) => supplements)];
    const open = frozen(withoutPrivate(all, statements));
    const views = [all, open, frozen(withoutSchools(open, new Set(schools.slice(1)))), frozen(withoutSchools(open, new Set(schools.slice(0, 1))))];
    const alone = views.map((view) => shown(filledForms(crosswalks, frozen(plain(view) as Plan), places)));
    expect(new Set(alone.map((told) => JSON.stringify(told))).size).toBeGreaterThan(1);
    for (const one of views) for (const [at, other] of views.entries()) expect(shown(filledForms(crosswalks, other, places, filledForms(crosswalks, one, places))), `${views.indexOf(one)} before ${at}`).toEqual(alone[at]);
  });

  it("works out anew only the forms that look at what changed", () => {
    const school = start.answers.find(({ orgId }) => orgId !== start.leaId)?.orgId ?? "";
    const before = filledForms(crosswalks, start, owners);
    const plan = frozen({ ...start, answers: start.answers.map((answer) => (answer.orgId === school ? { ...answer, version: answer.version + 1 } : answer)) });
    const after = filledForms(crosswalks, plan, owners, before);
    const again = after.filter(({ coverage }, at) => coverage !== before[at]?.coverage);
    expect([...new Set(again.map(({ orgId }) => orgId))]).toEqual([school]);
    // Of a goal of the district, schools print the number: its words touch none that did not take them over.
    const words = frozen({ ...plan, goals: plan.goals.map((goal) => (goal.orgId === plan.leaId ? { ...goal, description: richTextFromPlain("Other words.") } : goal)) });
    const touched = filledForms(crosswalks, words, owners, after).filter(({ coverage }, at) => coverage !== after[at]?.coverage);
    expect([...new Set(touched.map(({ orgId }) => orgId))]).toEqual([plan.leaId]);
  });

  it("goes on from a plan that was read again, in which only the changed row is new", () => {
    const changed = plain(start) as Plan;
    const [goal] = changed.goals;
    if (goal) goal.order += 1;
    const read = withSameParts(start, changed);
    expect(read.goals.map((row, at) => row === start.goals[at])).toEqual(start.goals.map((_, at) => at !== 0));
    expect([read.answers === start.answers, read.organizations === start.organizations, read.goals === start.goals]).toEqual([true, true, false]);
    expect(withSameParts(start, plain(start) as Plan)).toBe(start);
    // A part that is closed already stays as it is.
    expect(withSameParts(start, { ...(plain(start) as Plan), goals: frozen(changed.goals) }).goals).toBe(changed.goals);
  });
});
