// The worked count of overlap.md section 3, made again from the crosswalk files.
import { describe, expect, test } from "vitest";
import { countingRules, meterOf, meterWords } from "#app/domain/meter/meter.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { tenSchools } from "#db/examples/ten-schools.ts";

const crosswalks = loadCrosswalks();
const plan = tenSchools();
const meter = meterOf(crosswalks, plan);
const form = (program: string) => meter.forms.find((one) => one.program === program && one.required > 0)!;

describe("the ten schools of the worked count", () => {
  test("fields by class are those of section 3.2", () => {
    expect(form("lcap")).toMatchObject({ required: 149, byClass: { S: 15, R: 6, P: 4, O: 31, H: 22, C: 17, "C*": 54 }, separately: 95 });
    expect(form("cim")).toMatchObject({ required: 82, byClass: { S: 19, R: 0, P: 4, O: 55, H: 2, C: 2, "C*": 0 }, separately: 82, supplements: 4 });
    // 10 x 49, 2 more for each CSI and each ATSI school.
    expect(form("spsa")).toMatchObject({ organizations: 10, required: 500, byClass: { S: 60, R: 40, P: 0, O: 190 + 4 + 3, H: 50 + 3, C: 150, "C*": 0 }, separately: 500 });
  });
  test("elements are listed apart: eleven a school, eight with CSI of which the purpose is computed, six with ATSI", () => {
    expect(form("spsa").elements).toBe(110);
    expect(meter.forms.find((one) => one.edition === "2023.elements")?.elements).toBe(2 * 8 + 3 * 6);
  });
  test("separately 677", () => expect(meter.separately).toBe(677));

  // The sheet's 476 cannot be made from its own map (section 2): its list of answers (3.3) has some that no map row reads, and merges some columns.
  test("once 462: the sheet's 476 less what no row of its map asks, plus columns it merged", () => {
    const differences = {
      "LCAP: name, title, email and phone of the contact are four columns, not two": 2,
      "LCAP: the yes or no on Learning Recovery money is shown, never copied": -1,
      "LCAP: actuals of other funds are inside a computed column": -1,
      "CIM: the source of a line is a column beside its amounts": 1,
      "CIM: the day a value was measured": 1,
      "CIM: who approves is one of the people already listed": -1,
      "schools: need.area and meeting.assured, read by no row of the map": 10 * -2,
      "schools: a partner's printed name beside the code that is counted": 10,
      "CSI and ATSI: the actions of an inequity are reached by a calculation": -5,
      "CSI: the district's partner codes; its result row is asked already": 1 - 1,
    };
    const sheet = 55 + 330 + 1 + 15 + 15 + 60;
    expect(meter.once).toBe(sheet + Object.values(differences).reduce((sum, part) => sum + part, 0));
    expect(meter.once).toBe(462);
    const addresses = (name: string) => meter.addresses.find((one) => one.organization === name)?.addresses ?? [];
    for (const unread of ["need.area", "meeting.assured"]) expect(addresses("Ten Schools Elementary 10").some((address) => address.startsWith(unread))).toBe(false);
    expect(crosswalks.programs.flatMap(({ map }) => map).filter((row) => ["need.area", "meeting.assured", "inequity.actions"].includes(row.source))).toEqual([]);
    expect([form("lcap").once, form("cim").once]).toEqual([55, 61]);
  });
});

test("taking a school away takes its answers away", () => {
  const nine = { ...plan, organizations: plan.organizations.map((one) => (one.id === "school-10" ? { ...one, titleOneProgram: null } : one)) };
  expect(meterOf(crosswalks, nine).separately).toBe(677 - 49);
});
test("the rules stand beside the number", () => {
  const words = meterWords(meter);
  for (const rule of countingRules) expect(words).toContain(rule);
  expect(words).toContain("Separately 677");
});
