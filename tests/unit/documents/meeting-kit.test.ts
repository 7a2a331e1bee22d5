import { describe, expect, test } from "vitest";
import { agendaOf, sameMeeting } from "#app/domain/calendar/meeting-agenda.ts";
import { kitPieces, meetingPaper, type MeetingPaper } from "#app/domain/documents/meeting-kit.ts";
import { planSummary } from "#app/domain/documents/plan-summary.ts";
import { plannedMoney } from "#app/domain/pictures/planned-money.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { buildExample } from "#db/examples/examples.ts";
import type { Block, Cell, PlanDocument } from "#schemas/document.ts";
import { calendar, catalogs, facts } from "../calendar/facts.ts";

const agenda = (body: string, kinds: string[], day: string | null = "2027-06-10", kind: "district" | "charter" = "district") => agendaOf(calendar, facts({ lea: { kind } }), { body, kinds, day });
const ids = (...asked: Parameters<typeof agenda>) => agenda(...asked).lines.map(({ id }) => id);
const wordsOf = (block: Block): string =>
  block.type === "paragraph" ? block.runs.map(({ text }) => text).join("") : block.type === "heading" ? block.text : block.type === "list" ? block.items.flat().map(wordsOf).join("\n") : block.type === "table" ? block.rows.flatMap(({ cells }) => cells.map((cell) => cell.text || (cell.blocks ?? []).map(wordsOf).join("\n"))).join("\n") : "";
const words = (document: PlanDocument) => document.sections.flatMap(({ blocks }) => blocks.map(wordsOf)).join("\n");
const paper = (changed: Partial<MeetingPaper> = {}): MeetingPaper => ({
  organization: { name: "Meadow Unified", cds: "" }, year: "2027-28", body: "Governing board", kinds: ["Adoption"], day: "2027-06-24", posted: null, agenda: agenda("board", ["adoption"]).lines, notices: [], members: [], advice: [], preparedOn: "2027-06-01",
  happenings: [{ kind: "Adoption", result: "", people: null, groups: [], topics: [], heard: "", motion: "", vote: "", changed: [] }],
  ...changed,
});

describe("the agenda of a meeting", () => {
  test("of the adoption has the local indicators, the LCAP and then the budget, each with its law", () => {
    expect(ids("board", ["adoption"])).toEqual(["opening", "minutes-before", "local-indicators", "adoption", "budget-adoption", "closing"]);
    expect(agenda("board", ["adoption"]).lines.find(({ id }) => id === "budget-adoption")).toMatchObject({ citation: expect.stringContaining("EC 42127(a)(2)(A)") as string, confidence: "medium", programs: ["lcap"] });
    // What two rows of one meeting ask for stands there once.
    expect(ids("board", ["adoption", "budget-adoption", "local-indicators"])).toEqual(ids("board", ["adoption"]));
  });
  test("of the hearing has the budget hearing as an item of its own and its notice, posted 72 hours before", () => {
    const { lines, notices } = agenda("board", ["hearing"]);
    expect(lines.map(({ id }) => id)).toEqual(["opening", "minutes-before", "hearing", "budget-hearing", "closing"]);
    expect(notices).toMatchObject([{ hours: 72, postBy: "2027-06-07", citation: expect.stringContaining("EC 52062(b)(1)") as string }]);
    expect(agenda("board", ["hearing"], null).notices[0]?.postBy).toBeNull();
  });
  test("counts hours by the clock: over the night in March that has an hour less the agenda is posted an hour earlier (lcap 8.1 D-8, spsa 12 T-1)", () => {
    const { notices } = agenda("school-site-council", ["regular"], "2027-03-16");
    expect(notices).toMatchObject([{ postBy: "2027-03-13", hourEarlier: true }]);
    expect(words(meetingPaper(paper({ notices }), "agenda"))).toContain("Post at the latest: March 13, 2027, one hour before the hour the meeting begins, because the clocks go forward in between");
    for (const day of ["2027-03-17", "2027-11-09"]) expect(agenda("school-site-council", ["regular"], day).notices[0]?.hourEarlier, day).toBe(false);
  });
  test("asks of a charter's board only what binds a charter, and says the condition where a fact is not known", () => {
    expect(ids("board", ["adoption"], "2027-06-10", "charter")).toEqual(["opening", "minutes-before", "local-indicators", "adoption", "closing"]);
    expect(agenda("board", ["hearing"], "2027-06-10", "charter").notices).toEqual([]);
    expect(agenda("english-learner-parent-advisory-committee", ["committee"]).lines.find(({ id }) => id === "english-learner-parent-committee")?.onlyIf).toMatch(/15 percent/);
  });
  test("of a schoolsite council has advice before the vote, and the notice of EC 35147(c)(1) for any of its meetings", () => {
    const council = agenda("school-site-council", ["school-plan-approval"]);
    expect(council.lines.map(({ id }) => id)).toEqual(["opening", "minutes-before", "public-comment", "council-dashboard", "council-advice", "council-review", "council-vote", "closing"]);
    expect(agenda("school-site-council", ["regular"]).notices).toMatchObject([{ citation: "EC 35147(c)(1)", confidence: "high" }]);
    // No sheet says how a committee of the district is announced.
    expect(agenda("parent-advisory-committee", ["committee"]).notices).toEqual([]);
  });
  test("is one for the rows of one body and day; a row without a day stands alone", () => {
    const plan = buildExample("sample-running");
    const row = (id: string, body: string, heldOn: string | null, orgId = plan.leaId) => ({ id, lineageId: id, orgId, version: 1, body, kind: id, heldOn, postedAt: null, result: "", reason: "", assured: null, signerRole: "" });
    const [first, open] = [row("hearing", "board", "2027-06-10"), row("open", "board", null)];
    const meetings = [first, row("budget-hearing", "board", "2027-06-10"), row("other-body", "selpa", "2027-06-10"), row("school", "board", "2027-06-10", "orchard"), open, row("open-too", "board", null)];
    expect(sameMeeting({ ...plan, meetings }, first).map(({ id }) => id)).toEqual(["hearing", "budget-hearing"]);
    expect(sameMeeting({ ...plan, meetings }, open).map(({ id }) => id)).toEqual(["open"]);
  });
});

describe("the papers of a meeting", () => {
  test("leave blanks for what is not on record, and are filled where it is", () => {
    const before = words(meetingPaper(paper(), "minutes"));
    expect(before).toContain("Nothing of this meeting is on record yet");
    expect(before).toContain("Adoption of the budget, after the LCAP");
    const after = words(meetingPaper(paper({ happenings: [{ kind: "Adoption", result: "Adopted", people: 42, groups: ["Parents"], topics: [], heard: "More buses.", motion: "To adopt", vote: "5 yes, 1 no", changed: ["What do we aim for?"] }] }), "minutes"));
    for (const said of ["People: 42", "Who came: Parents", "More buses.", "Motion: To adopt", "Vote: 5 yes, 1 no", "Decision: Adopted", "What do we aim for?"]) expect(after).toContain(said);
    expect(after).not.toContain("Nothing of this meeting is on record yet");
  });
  test("name the members by seat with room to sign, or say that the plan names nobody", () => {
    const sheet = words(meetingPaper(paper({ members: [{ seat: "Principal", name: "Ana Kovacs", title: "" }, { seat: "", name: "Luis Ferrer", title: "Chair" }] }), "sign-in"));
    expect(sheet).toMatch(/Principal\nAna Kovacs\n[\s\S]*Member\nLuis Ferrer, Chair/);
    expect(words(meetingPaper(paper(), "sign-in"))).toContain("names nobody for this body yet");
  });
  test("say nothing about a notice that no sheet knows, and when the posted one is late at the latest", () => {
    expect(words(meetingPaper(paper(), "agenda"))).toContain("No rule held here says how this meeting is announced");
    expect(words(meetingPaper(paper({ notices: agenda("board", ["hearing"]).notices }), "agenda"))).toContain("Post at the latest: June 7, 2027, at the hour the meeting begins");
    expect(kitPieces).toEqual(["agenda", "sign-in", "minutes", "summary"]);
  });
});

describe("the plan in short", () => {
  const total = (document: PlanDocument, table: string): number | undefined => {
    const found = document.sections.flatMap(({ blocks }) => blocks).find((block) => block.type === "table" && block.id === table);
    return found?.type === "table" ? found.rows.find((row) => row.total)?.cells.find((cell: Cell) => cell.cents !== undefined)?.cents : undefined;
  };
  const sums = (document: PlanDocument, table: string): number => {
    const found = document.sections.flatMap(({ blocks }) => blocks).find((block) => block.type === "table" && block.id === table);
    return found?.type === "table" ? found.rows.filter((row) => !row.total).flatMap((row) => row.cells.map((cell) => cell.cents ?? 0)).reduce((sum, cents) => sum + cents, 0) : NaN;
  };
  test.each(["sample", "sacramento", "choices", "ten-schools"])("adds up to the cent by goal, source and action, also where rows are left out: %s", (name) => {
    const plan = buildExample(name);
    for (const pages of [1, 2] as const) {
      const document = planSummary(plan, catalogs, "2027-06-01", { pages });
      const whole = plannedMoney(indexPlan(plan, catalogs), catalogs, { noGoal: "", noSite: "" });
      for (const table of ["goals", "sources"]) expect([total(document, table), sums(document, table)]).toEqual([whole.total, whole.total]);
      if (pages === 2) expect(sums(document, "actions")).toBe(total(document, "actions"));
    }
  });
  test("of a school is the school's own goals and money", () => {
    const plan = buildExample("sample");
    const document = planSummary(plan, catalogs, "2027-06-01", { orgId: "alder-valley-high" });
    expect(document.organization.name).toBe("Alder Valley High");
    expect(total(document, "sources")).toBe(plan.lines.filter((line) => line.orgId === "alder-valley-high" && line.kind === "planned").reduce((sum, { cents }) => sum + cents, 0));
    expect(words(planSummary({ ...plan, goals: [], lines: [], actions: [], metrics: [] }, catalogs, "2027-06-01"))).toContain("The plan has no goals yet.");
  });
});
