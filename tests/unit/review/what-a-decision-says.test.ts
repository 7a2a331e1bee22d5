// What a letter and a desk say in the law's name: no reason that is none, no section that binds somebody else, no certainty nobody has.
import { describe, expect, test } from "vitest";
import { letterDocument } from "#app/domain/documents/letter-document.ts";
import type { Letter } from "#app/domain/documents/letter-document.ts";
import { letterParagraphs, refusalParagraphs } from "#app/domain/review/checklist.ts";
import type { ChecklistGroup, ChecklistLine, Decided } from "#app/domain/review/checklist.ts";
import { clocksIn, shownSide } from "#app/domain/review/clocks.ts";
import { citationOf, criteriaOfKind, movesFrom } from "#app/domain/review/workflow.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";

const workflow = loadCrosswalks().workflows["board-and-overseer"];
if (!workflow) throw new Error("no workflow");
const line = (id: string, kind: ChecklistLine["kind"], text: string, evidence: string[] = [], citation = ""): ChecklistLine => ({ id, kind, text, citation, heading: null, evidence: evidence.map((message) => ({ severity: "error", message, citation: "" })) });
const group = (id: string, lines: ChecklistLine[], apart?: true): ChecklistGroup => ({ id, apart, title: id, citation: "", confidence: "medium", derived: true, lines, quiet: [], unread: [], figures: false });
const ticked = (id: string, verdict: Decided["verdict"], words = ""): Decided => ({ line: id, verdict, words, inLetter: true });

describe("the reasons of a letter", () => {
  const groups = [
    group("C-1", [line("criterion/C-1", "criterion", "It follows the state's template.", [], "EC 52070(d); medium certainty"), line("part/engaging", "part", "Engaging Educational Partners"), line("rule/goal.described", "rule", "Every goal is described.", ["Goal 2 has no description."])]),
    group("C-6", [line("criterion/C-6", "criterion", "The prompts meet the criteria.")], true),
    group("own-0", [line("own/1", "own", "Cover, signed")]),
  ];
  test("are what was found wanting, never the sentence that says what is asked", () => {
    expect(letterParagraphs(groups, [ticked("criterion/C-1", "open"), ticked("part/engaging", "not-met")])).toEqual([]);
    expect(letterParagraphs(groups, [ticked("criterion/C-1", "not-met", "Section 3 is missing.")])).toEqual(["Not met: It follows the state's template (EC 52070(d); medium certainty): Section 3 is missing."]);
    expect(letterParagraphs(groups, [ticked("rule/goal.described", "not-met"), ticked("own/1", "not-met")])).toEqual(["Not met: Every goal is described: Goal 2 has no description.", "Not met: Cover, signed."]);
  });
  test("are none of what was found met or does not apply, whatever was written there", () => {
    for (const verdict of ["met", "not-applicable"] as const) expect(letterParagraphs(groups, [ticked("criterion/C-1", verdict, "Well done."), ticked("rule/goal.described", verdict)])).toEqual([]);
  });
  test("of a refusal leave out what is no criterion of the decision", () => {
    const decided = [ticked("criterion/C-6", "not-met", "No school is named."), ticked("criterion/C-1", "not-met", "Section 3 is missing.")];
    expect(letterParagraphs(groups, decided)).toHaveLength(2);
    expect(refusalParagraphs(groups, decided)).toEqual([expect.stringContaining("Section 3 is missing.")]);
  });
});

describe("the law of a kind of LEA", () => {
  const cites = (kind: "district" | "coe" | "charter") => [...movesFrom(workflow, "submitted", { leaKind: kind, level: "lea" }), ...movesFrom(workflow, "clarification-answered", { leaKind: kind, level: "lea" }), ...criteriaOfKind(workflow, kind)].flatMap(({ cite }) => cite).join("; ");
  test("is its own: a district's, a county office's, and for a charter school no county approval", () => {
    expect(cites("district")).toContain("EC 52070(d)");
    expect(cites("district")).not.toContain("52070.5");
    expect(cites("coe")).toContain("EC 52070.5(d)");
    expect(cites("coe")).not.toMatch(/52070\(|52071/);
    expect(cites("charter")).not.toMatch(/52070|52071/);
  });
  test("of a refusal is the help that follows it, which districts get (A2: 52071(b), not the help on request)", () => {
    const refuse = (leaKind: "district" | "coe") => movesFrom(workflow, "submitted", { leaKind, level: "lea" }).find(({ id }) => id === "refuse")?.cite;
    expect(refuse("district")).toEqual(["EC 52070(d)", "EC 52071(b)"]);
    expect(refuse("coe")).toEqual(["EC 52070.5(d)"]);
  });
  test("gives a charter school no criteria of a decision, and a county office not the one for districts", () => {
    const decisive = (kind: "district" | "coe" | "charter") => criteriaOfKind(workflow, kind).filter(({ apart }) => !apart).map(({ id }) => id);
    expect([decisive("district"), decisive("coe"), decisive("charter")]).toEqual([["C-1", "C-2", "C-3", "C-4", "C-5"], ["C-1", "C-2", "C-3", "C-4"], []]);
    for (const kind of ["district", "coe", "charter"] as const) expect(criteriaOfKind(workflow, kind).filter(({ rest }) => rest)).toHaveLength(1);
  });
  test("says how sure it is where it is not read in the law", () => {
    const [first] = criteriaOfKind(workflow, "district");
    expect(first && citationOf(first)).toBe("EC 52070(d); lcap 8.3 (medium certainty)");
    for (const move of movesFrom(workflow, "submitted", { leaKind: "district", level: "lea" })) expect(citationOf(move), move.id).toMatch(/\((medium|low) certainty\)$/);
  });
});

describe("the clocks of the overseer", () => {
  const at = (state: string) => clocksIn(workflow, { state, leaKind: "district", year: "2027-28", adoptedOn: null, made: [{ move: "ask-clarification", on: "2027-07-05" }, { move: "answer-clarification", on: "2027-07-12" }] }).map(({ id }) => id);
  test("run for a second request too; amendments follow a reply, never the plan alone", () => {
    expect(at("clarification-answered")).toEqual(["D-16", "D-14", "D-18"]);
    expect(movesFrom(workflow, "submitted", { leaKind: "district", level: "lea" }).map(({ id }) => id)).not.toContain("recommend-amendments");
    expect(movesFrom(workflow, "clarification-answered", { leaKind: "district", level: "lea" }).map(({ id }) => id)).toContain("recommend-amendments");
  });
  test("call nothing late where the last day was a weekend", () => {
    expect(shownSide({ side: "late", dueOn: "2027-06-26" })).toBe("late-weekend");
    expect(shownSide({ side: "late", dueOn: "2027-06-25" })).toBe("late");
    expect(shownSide({ side: "in-time", dueOn: "2027-06-26" })).toBe("in-time");
  });
});

describe("a letter", () => {
  const letter: Letter = { kind: "amendments", office: "Office", addressee: "District", cds: "99100010000000", program: "LCAP", year: "2027-28", receipt: "R-1", receivedOn: "2027-07-01", madeOn: "2027-07-20", words: "Mend goal 2.", due: { title: "Consider the amendments in a public meeting", day: "2027-08-04", ofReceipt: 15, cite: "EC 52070(c)", confidence: "medium" }, law: { cite: "EC 52070(c)", confidence: "medium" }, person: "A Reviewer" };
  test("counts from the receipt where the law does, and says how sure it is", () => {
    const text = JSON.stringify(letterDocument(letter));
    expect(text).toContain("within 15 days of receipt (by August 4, 2027, if received on July 20, 2027) (EC 52070(c), medium certainty).");
    expect(text).toContain("Law: EC 52070(c), medium certainty. Made from");
    expect(text).not.toMatch(/lcap 8|fact sheet/);
  });
  test("cites no law nobody has read", () => {
    expect(JSON.stringify(letterDocument({ ...letter, due: null, law: { cite: "EC 52070(d)(4)", confidence: "low" } }))).not.toContain("52070(d)(4)");
  });
});
