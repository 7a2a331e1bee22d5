// All deadlines of a plan year for many LEAs: deadlines.js CROSSWALKS. Prints milliseconds for 100 and for 1,000 as JSON.
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { deadlinesOf } from "#app/domain/calendar/deadlines.ts";
import type { CalendarFacts } from "#app/domain/calendar/deadlines.ts";
import { compare } from "../measure.ts";

const { calendar, catalogs } = loadCrosswalks(process.argv[2] ?? "");
const kinds = ["district", "district", "coe", "charter"] as const;
const factsOf = (n: number): CalendarFacts => ({
  year: "2027-28", lea: { kind: kinds[n % kinds.length] ?? "district", enrollment: { total: 1000 + n, englishLearners: n % 400 } }, identified: { csi: n % 3 === 0 ? ["A school"] : [], atsi: [], tsi: [], cim: n % 5 === 0 ? ["The LEA"] : [], assistance: [], significant_disproportionality: [] }, choices: {}, dates: {}, sets: "all",
  meetings: [{ body: "board", kind: "hearing", date: `2027-06-${String(1 + (n % 14)).padStart(2, "0")}` }, { body: "board", kind: "adoption", date: `2027-06-${String(15 + (n % 14)).padStart(2, "0")}` }],
});
const all = Array.from({ length: 1000 }, (_, n) => factsOf(n));
let deadlines = 0;
const of = (leas: readonly CalendarFacts[]) => () => {
  deadlines = 0;
  for (const facts of leas) deadlines += deadlinesOf(calendar, catalogs, facts).length;
};
const taken = await compare({ hundred: of(all.slice(0, 100)), thousand: of(all) }, { warmUps: 3 });
console.log(JSON.stringify({ ...taken, deadlines }));
