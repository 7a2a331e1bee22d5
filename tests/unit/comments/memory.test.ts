// Which of last year's conversations are about text that still stands: told on the sample district's two years, whose rows have new ids and the lineage of the year before.
import { describe, expect, test } from "vitest";
import { buildExample } from "#db/examples/examples.ts";
import { buildFileContext } from "#app/file-context.server.ts";
import { rememberedAt, talkSide } from "#app/domain/comments/memory.ts";
import { formsOfPlan, statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import type { Plan } from "#schemas/plan.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";

const crosswalks = buildFileContext().crosswalks();
const [running, plan] = [buildExample("sample-running"), buildExample("sample")];
const own = <Row extends { orgId: string }>(rows: readonly Row[]): Row[] => rows.filter(({ orgId }) => orgId === plan.leaId);
const side = (of: Plan) => talkSide(of, { orgId: of.leaId, asked: statementsOf(crosswalks, formsOfPlan(crosswalks, of)), catalogs: crosswalks.catalogs });
const goalThen = own(running.goals).find((goal) => plan.goals.some(({ lineageId }) => lineageId === goal.lineageId)) as Plan["goals"][number];
const goalNow = own(plan.goals).find(({ lineageId }) => lineageId === goalThen.lineageId) as Plan["goals"][number];
/** This year with the goal as it was last year, but for what is said. */
const withGoal = (change: Partial<Plan["goals"][number]> = {}): Plan => ({ ...plan, goals: plan.goals.map((goal) => (goal === goalNow ? { ...goalThen, id: goal.id, needIds: goal.needIds, version: goal.version, ...change } : goal)) });
const at = (now: Plan, place: string, then: Plan = running) => {
  const found = rememberedAt(side(then), side(now), place);
  return found && { now: found.now, same: found.same };
};
const there = `goals/${goalNow.id}`;

describe("a row", () => {
  const place = `goals/${goalThen.id}`;
  test("is the same by its lineage, though its id, its version and the rows it leads to are new", () => expect(at(withGoal({ version: 7 }), place)).toEqual({ now: there, same: true }));
  test("is different in one word, one code, or one school", () => {
    for (const change of [{ description: richTextFromPlain("Otherwise") }, { kind: "another" }, { priorities: [...goalThen.priorities, "9"] }, { schoolIds: ["orchard"] }]) expect(at(withGoal(change), place), JSON.stringify(change)).toEqual({ now: there, same: false });
  });
  test("keeps its words in other paragraphs' clothes: spaces and the ids of blocks are no words", () => {
    const again = JSON.parse(JSON.stringify(goalThen.description).replace(/"blockId":"[^"]*"/g, '"blockId":"other"')) as typeof goalThen.description;
    expect(at(withGoal({ description: again }), place)?.same).toBe(true);
  });
  test("that is gone has no place this year; one of two of a lineage is told from neither", () => {
    expect(at({ ...plan, goals: plan.goals.filter((goal) => goal !== goalNow) }, place)).toEqual({ now: null, same: false });
    expect(at({ ...withGoal(), goals: [...withGoal().goals, { ...goalNow, id: "twin" }] }, place)).toEqual({ now: null, same: false });
  });
  test("of another list, or a question nobody asks, is not there", () => {
    expect(at(plan, "nothing/at-all")).toBeUndefined();
    expect(at(plan, "answers/nobody.asks")).toBeUndefined();
  });
});

describe("an answer", () => {
  const said = (of: Plan, words: string): Plan => ({ ...of, answers: of.answers.map((answer) => (answer.key === "who.district" && answer.orgId === of.leaId ? { ...answer, value: richTextFromPlain(words) } : answer)) });
  test("is the same by its words", () => {
    expect(at(said(plan, "Who  we are."), "answers/who.district", said(running, "Who we are."))).toEqual({ now: "answers/who.district", same: true });
    expect(at(said(plan, "Who we were."), "answers/who.district", said(running, "Who we are."))).toEqual({ now: "answers/who.district", same: false });
  });
  test("about a goal is found at this year's goal", () => {
    const then = running.answers.find(({ key, about }) => key === "went.done" && about === goalThen.id);
    const now: Plan = { ...plan, answers: [...plan.answers.filter(({ key, about }) => !(key === "went.done" && about === goalNow.id)), ...(then ? [{ ...then, id: "again", about: goalNow.id }] : [])] };
    expect(then).toBeDefined();
    expect(at(now, `answers/went.done/${goalThen.id}`)).toEqual({ now: `answers/went.done/${goalNow.id}`, same: true });
  });
  test("that is still missing is the same", () => {
    const without = (of: Plan): Plan => ({ ...of, answers: of.answers.filter(({ key }) => key !== "who.district") });
    expect(at(without(plan), "answers/who.district", without(running))?.same).toBe(true);
    expect(at(plan, "answers/who.district", without(running))?.same).toBe(false);
  });
});

test("a list as a whole is the same while every row of it is", () => {
  const like: Plan = { ...plan, goals: own(running.goals).map((goal) => ({ ...goal, id: `new-${goal.id}` })) };
  expect(at(like, "answers/aim.goals")).toEqual({ now: "answers/aim.goals", same: true });
  expect(at({ ...like, goals: like.goals.slice(1) }, "answers/aim.goals")?.same).toBe(false);
});
