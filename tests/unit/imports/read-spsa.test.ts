// A school plan as text taken out of a PDF: columns kept by spaces, rows over pages, and what is doubtful said so.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { buildFileContext } from "#app/file-context.server.ts";
import { importSpsa } from "#app/services/imports/import-spsa.server.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";

const foot = (page: number) => `\n\nSchool Plan for Student Achievement (SPSA)      Page ${page} of 5          Two Rivers School`;
const title = `School Year:      2025-26
   School Plan for Student Achievement (SPSA)
        School Name          County-District-School       Schoolsite Council         Local Board Approval
Two Rivers School            34-12345-0000017             May 6, 2025                June 3, 2025

This plan is being used by Two Rivers School for meeting the following ESSA planning requirements in alignment
with the LCAP and other federal, state, and local programs:

 XSchoolwide Program`;
const narrative = `                              Plan Description
Briefly describe your school’s plan for effectively meeting ESSA’s planning requirements in alignment with the Local
Control and Accountability Plan (LCAP) and other federal, state, and local programs.
We serve the children of two rivers.

We read with them every day.`;
const goal = `Goals, Strategies, & Proposed Expenditures
Goal 1
Title and Description of School Goal
Broad statement that describes the desired result to which all strategies/activities are directed.
Every child reads.

Identified Need
A description of any areas that need significant improvement based on a review of Dashboard and local data, including
any areas of low performance and significant performance gaps among student groups on Dashboard indicators, and any
steps taken to address those areas.
Half read below grade level.

Annual Measurable Outcomes
Identify the metric(s) and/or state indicator(s) that your school will use as a means of evaluating progress toward
accomplishing the goal.
              Metric/Indicator                     Baseline/Actual Outcome                     Expected Outcome

Reading at grade level in grades             2024-25 44%                             49%
three and four
Attendance                                   93.1%                                   94%

Strategies/Activities
Complete the Strategy/Activity Table with each of your school’s strategies/activities. Add additional rows as necessary.
 Strategy/                           Description                      Students to be Served          Proposed Expenditures
 Activity #
     1.1      Reading groups of six, in the language in       All                              19231
              which the child reads better.                                                    Title I Part A: Allocation
                                                                                               1000-1999: Certificated
                                                                                               Personnel Salaries`;
const second = ` Strategy/                           Description                    Students to be Served     Proposed Expenditures
 Activity #

                                                                                            500.50
                                                                                            District Funded
                                                                                            None Specified

     1.2      Books to take home.                                   Foster Youth

Annual Review
SPSA Year Reviewed: 2024-25
Describe the overall implementation and effectiveness of the strategies/activities to achieve the articulated goal.
The groups met every day.

                  Budgeted Funds and Expenditures in this Plan

                                       Expenditures by Goal

                        Goal Number                          Total Expenditures

                             Goal 1                             19,800.00`;
const text = (...pages: string[]) => new TextEncoder().encode(pages.map((page, at) => page + foot(at + 1)).join("\n\f"));
const read = (bytes: Uint8Array) => importSpsa(buildFileContext(), { bytes, fileName: "spsa.txt" });

describe("text with columns", () => {
  test("goal, metrics, strategies with money over a page, narratives; a sum that does not agree is doubtful at its goal", async () => {
    const { plan, report } = await read(text(title, narrative, goal, second, "Appendix A: Plan Requirements\nGoal 2\nTitle and Description of School Goal"));
    expect(report.read).toMatchObject({
      school_name: "Two Rivers School", cds: "34123450000017", school_year: "2025-26", council_approved: "May 6, 2025", board_approved: "June 3, 2025", purposes: ["Schoolwide Program"],
      goals: [{
        number: "1", description_start: "Every child reads.",
        metrics: [{ name_start: "Reading at grade level in grades three a", baseline: "2024-25 44%", expected: "49%" }, { name_start: "Attendance", baseline: "93.1%", expected: "94%" }],
        strategies: [
          { number: "1.1", students: "All", expenditures: [{ amount: 19_231, source: "Title I Part A: Allocation", reference: "1000-1999: Certificated Personnel Salaries" }, { amount: 500.5, source: "District Funded", reference: "None Specified" }] },
          { number: "1.2", students: "Foster Youth", expenditures: [] },
        ],
      }],
    });
    expect(report.checks).toEqual([expect.objectContaining({ at: "goals.1", agrees: false, computed: "$19,731.50" })]);
    expect(report.notes.filter(({ kind, at }) => kind === "doubtful" && at === "goals.1")[0]?.page).toBe(4);
    expect(plan.answers.filter(({ key }) => key === "who.school" || key === "went.done").map(({ value }) => plainFromRichText(value as never))).toEqual(["The groups met every day.", "We serve the children of two rivers.\n\nWe read with them every day."]);
    expect(plan.needs.map(({ text: words }) => plainFromRichText(words))).toEqual(["Half read below grade level."]);
    expect(plan.actions.map(({ title: words, groups }) => [words, groups])).toEqual([["Reading groups of six, in the language in which the child reads better", ["ALL"]], ["Books to take home", ["FY"]]]);
    // Which fund "District Funded" is, is not printed: taken, and said.
    expect(plan.lines.map(({ source, object, cents }) => [source, object, cents])).toEqual([["title-i-a", "1000-1999", 1_923_100], ["local", "1000-7999", 50_050]]);
    expect(report.notes.some(({ at, message }) => at === "strategies.1.1" && message.includes("District Funded"))).toBe(true);
  });

  test("words of two columns without a gap are parted by a guess, and the row is doubtful", async () => {
    const tight = goal.replace("Attendance                                   93.1%", "Attendance in grades one to eight of all our 93.1%");
    const { report } = await read(text(title, narrative, tight, second));
    expect(report.read.goals[0]?.metrics).toHaveLength(2);
    expect(report.notes.find(({ at }) => at === "metrics.1.2")).toMatchObject({ kind: "doubtful", page: 3 });
  });

  test("another document and bytes that are no text are refused", async () => {
    await expect(read(text("Minutes"))).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("no goal") });
    await expect(read(new TextEncoder().encode("Minutes of a meeting"))).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("not a School Plan") });
    await expect(read(new Uint8Array([0x1f, 0x8b, 1, 2, 3]))).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("cut off or damaged") });
  });
});

const folder = path.join(process.env["PLAN_ONCE_DATA"] ?? "../shared/data", "plans-open");
test.skipIf(!existsSync(folder))("published school plans: every printed sum is made again by the amounts read (needs PLAN_ONCE_DATA)", async () => {
  for (const file of readdirSync(folder).filter((name) => /^spsa-.*\.txt\.gz$/.test(name))) {
    const { report } = await read(readFileSync(path.join(folder, file)));
    expect(report.checks.length, file).toBeGreaterThan(5);
    expect(report.checks.filter(({ agrees }) => agrees !== true), file).toEqual([]);
    expect(report.read.council.length, file).toBe(10);
  }
}, 30_000);
