// A list beside a plan as it was read: what each row is, where it came from, and what the plan has with it.
import { describe, expect, test } from "vitest";
import { buildExample } from "#db/examples/examples.ts";
import { unreadCopy, withLists } from "#app/domain/review/lists-beside.ts";
import type { KeptList } from "#app/domain/review/lists-beside.ts";
import { planSchema } from "#schemas/plan.ts";

const plan = buildExample("sample");
const filed = { name: "Quail Ridge", cds: "99200010000000", county: "Toyon", year: plan.year };
const own = { goals: plan.goals.filter(({ orgId }) => orgId === plan.leaId).sort((a, b) => a.order - b.order) };
const read = { ...unreadCopy(filed, []), plan };
const list = (holds: KeptList["holds"], columns: KeptList["columns"], rows: string[][], id = "11111111-0000-4000-8000-000000000000"): KeptList => ({ id, fileName: "list.csv", sheet: "list.csv", holds, columns, rows: rows.map((cells, at) => ({ at: at + 2, cells })) });
const beside = (...lists: KeptList[]) => {
  const found = withLists(read, lists, [{ code: "lcff", label: "LCFF" }]);
  expect(() => planSchema.parse(found.reading.plan)).not.toThrow();
  return { ...found, of: (one: KeptList) => found.read.get(one.id) };
};

describe("rows of a list", () => {
  test("a metric that is there takes the list's words where they differ and keeps what the list does not say; the plan as read stays as it was", () => {
    const [metric] = plan.metrics.filter(({ goalId }) => goalId === own.goals[0]?.id);
    const before = structuredClone(plan);
    const one = list("metrics", { 0: "goal", 1: "name", 2: "target" }, [["1", metric?.name ?? "", "All of them"]]);
    const { reading, beside: { places }, of } = beside(one);
    expect(of(one)?.lines).toMatchObject([{ row: 2, standing: "instead", after: "All of them" }]);
    expect(reading.plan.targets.filter(({ metricId }) => metricId === metric?.id).map(({ text }) => text)).toEqual(["All of them"]);
    expect(reading.plan.values).toEqual(plan.values);
    expect(places.get(`${metric?.id}/targets`)).toMatchObject({ fileName: "list.csv", row: 2 });
    expect(plan).toEqual(before);
    expect(beside(one).reading.plan).toEqual(reading.plan);
  });

  test("the first words of one row only stand for it, and that is said; those of several stand for none", () => {
    const [first] = own.goals;
    const named = { ...read, plan: { ...plan, metrics: plan.metrics.map((metric) => (metric.goalId === first?.id ? { ...metric, name: `${metric.name}, Dashboard` } : metric)) } };
    const [metric, second] = plan.metrics.filter(({ goalId }) => goalId === first?.id);
    const one = list("metrics", { 0: "goal", 1: "name", 2: "target" }, [["1", metric?.name ?? "", "9"], ["1", "E", "1"], ["1", `${second?.name ?? ""} of others`, "1"]]);
    const found = withLists(named, [one], []).read.get(one.id)?.lines;
    expect(found?.map(({ standing }) => standing)).toEqual(["instead", "new", "new"]);
    expect(found?.[0]?.doubts).toEqual([`Taken for “${metric?.name}, Dashboard” by its first words.`]);
  });

  test("two rows with the same words are two rows, with a doubt, and neither is written over", () => {
    const one = list("metrics", { 0: "goal", 1: "name", 2: "baseline" }, [["1", "Bikes", "1"], ["1", "Bikes", "2"]]);
    const { reading, of } = beside(one);
    expect(of(one)?.lines.map(({ row, standing, doubts }) => [row, standing, doubts.length])).toEqual([[2, "new", 0], [3, "new", 1]]);
    expect(reading.plan.metrics.filter(({ name }) => name === "Bikes")).toHaveLength(2);
  });

  test("money hangs on an action that an earlier list brought, and takes the place of all that was read of an action's money", () => {
    const actions = list("actions", { 0: "goal", 1: "title" }, [["1", "Bikes for all"]]);
    const money = list("lines", { 0: "action", 1: "source", 2: "amount" }, [["Bikes for all", "LCFF", "3"], ["1.1", "LCFF", "5"], ["1.1", "LCFF", "-"]], "22222222-0000-4000-8000-000000000000");
    const { reading, beside: { known }, of } = beside(actions, money);
    const bikes = reading.plan.actions.find(({ title }) => title === "Bikes for all");
    const first = plan.actions.filter(({ goalId }) => goalId === own.goals[0]?.id).sort((a, b) => a.order - b.order)[0];
    const planned = (id: string | undefined) => reading.plan.lines.filter(({ actionId, kind }) => actionId === id && kind === "planned").map(({ cents, object }) => [cents, object]);
    expect(planned(bikes?.id)).toEqual([[300, "1000-7999"]]);
    expect(planned(first?.id)).toEqual([[500, "1000-7999"]]);
    expect(known.get(bikes?.id ?? "")).toEqual(new Set(["title", "lines"]));
    expect(of(money)?.faults.map(({ row }) => row)).toEqual([4]);
  });

  test("beside a file that nobody could read, the goals are those the lists number; a slip makes no hundred goals", () => {
    const one = list("actions", { 0: "goal", 1: "title" }, [["2", "Coaches"], ["99", "A slip"], ["Growth", "No number"]]);
    const { plan: unread } = unreadCopy(filed, [one]);
    expect(() => planSchema.parse(unread)).not.toThrow();
    expect(unread.goals).toHaveLength(2);
    const found = withLists(unreadCopy(filed, [one]), [one], []).read.get(one.id);
    expect([found?.lines.map(({ row }) => row), found?.faults.map(({ row }) => row)]).toEqual([[2], [3, 4]]);
  });
});
