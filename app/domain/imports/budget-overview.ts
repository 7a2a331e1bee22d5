// The amounts of the Budget Overview's sentences: the print has them in words even where its charts are pictures (lcap.md 2.3, 2.5).
import type { LcapFigures } from "./lcap-figures.ts";
import type { LcapReading, ReadingNote } from "./read-lcap.ts";
import { compact } from "./printed-values.ts";
import { show } from "./reconcile-lcap.ts";

export type BudgetOverview = Partial<Record<"revenueTotal" | "lcffTotal" | "otherState" | "local" | "federal" | "grants" | "generalFund" | "inPlan" | "notInPlan" | "highNeeds" | "priorPlanned" | "priorActual", number>>;

const amount = String.raw`\$?([\d,]+(?:\.\d{1,2})?)`;
const sentences: { pattern: RegExp; names: (keyof BudgetOverview)[] }[] = [
  { pattern: new RegExp(`totalrevenueprojectedfor.{1,160}?is${amount},?ofwhich${amount}is.{0,60}?${amount}isotherstatefunds,?${amount}islocalfunds,?and${amount}isfederalfunds`, "i"), names: ["revenueTotal", "lcffTotal", "otherState", "local", "federal"] },
  { pattern: new RegExp(`Ofthe${amount}inLCFFFunds,${amount}isgenerated`, "i"), names: ["lcffTotal", "grants"] },
  { pattern: new RegExp(`planstospend${amount}forthe.{4,12}schoolyear\\.Ofthatamount,${amount}istiedto.{0,60}?and${amount}isnotincluded`, "i"), names: ["generalFund", "inPlan", "notInPlan"] },
  { pattern: new RegExp(`planstospend${amount}towardsmeetingthisrequirement`, "i"), names: ["highNeeds"] },
  { pattern: new RegExp(`LCAPbudgeted${amount}forplannedactionstoincrease.{0,160}?actuallyspent${amount}foractions`, "i"), names: ["priorPlanned", "priorActual"] },
];

/** Cents by name from the first print of each sentence; a second print with other amounts and what contradicts the tables are noted. */
export function readBudgetOverview(reading: LcapReading, figures: LcapFigures, notes: ReadingNote[]): BudgetOverview {
  const found: BudgetOverview = {};
  const pages: Partial<Record<keyof BudgetOverview, number>> = {};
  // The overview stands in front: on the first pages, or among the first paragraphs of a file without pages.
  const front = reading.sentences.filter((one, at) => one.page <= reading.pages.from + 14 || at < 120);
  // A sentence may be broken over paragraphs: two neighbours are also tried together.
  const bares = front.map(({ text }) => compact(text));
  const texts = front.flatMap(({ page }, at) => [{ page, bare: bares[at] ?? "" }, { page, bare: (bares[at] ?? "") + (bares[at + 1] ?? "") }]);
  for (const { page, bare } of texts) {
    if (!/\$\d|\d,\d{3}/.test(bare) || !/revenueprojected|inlcfffunds|planstospend|lcapbudgeted/i.test(bare)) continue;
    for (const { pattern, names } of sentences) {
      const match = pattern.exec(bare);
      if (!match) continue;
      const amounts = names.map((name, at) => ({ name, cents: centsOf(match[at + 1] ?? "") }));
      const other = amounts.filter(({ name, cents }) => found[name] !== undefined && found[name] !== cents);
      if (other.length > 0 && !notes.some((note) => note.at === "budget_overview" && note.page === page && note.message.includes(show(other[0]?.cents ?? null)))) {
        notes.push({ kind: "anomaly", page, at: "budget_overview", message: `The Budget Overview prints a sentence twice with other amounts: ${other.map(({ name, cents }) => `${show(cents)} against ${show(found[name] ?? null)}`).join(", ")}. The first is taken.` });
      }
      for (const { name, cents } of amounts) {
        found[name] ??= cents;
        pages[name] ??= page;
      }
    }
  }
  const compare = (name: keyof BudgetOverview, other: number | null, says: string, within = 99) => {
    const value = found[name];
    if (value !== undefined && other !== null && Math.abs(value - other) > within) notes.push({ kind: "anomaly", page: pages[name] ?? null, at: "budget_overview", message: `Budget Overview: ${says} ${show(value)}, the tables have ${show(other)}.` });
  };
  compare("grants", figures.table1.grants.value, "supplemental and concentration grants");
  compare("inPlan", figures.table1.totals.total.value, "expenditures in the LCAP");
  compare("highNeeds", figures.table2.contributing.value, "planned for high needs students");
  compare("priorPlanned", figures.table4.planned.value, "budgeted last year for high needs students");
  compare("priorActual", figures.table4.estimated.value, "spent last year for high needs students");
  const { generalFund, inPlan, notInPlan, revenueTotal, lcffTotal, otherState, local, federal } = found;
  if (generalFund !== undefined && inPlan !== undefined && notInPlan !== undefined && Math.abs(generalFund - inPlan - notInPlan) > 99) {
    notes.push({ kind: "anomaly", page: pages.notInPlan ?? null, at: "budget_overview", message: `Budget Overview: ${show(generalFund)} less ${show(inPlan)} is ${show(generalFund - inPlan)}, printed as not in the LCAP is ${show(notInPlan)}.` });
  }
  if (revenueTotal !== undefined && lcffTotal !== undefined && Math.abs(revenueTotal - lcffTotal - (otherState ?? 0) - (local ?? 0) - (federal ?? 0)) > 399) {
    notes.push({ kind: "anomaly", page: pages.revenueTotal ?? null, at: "budget_overview", message: `Budget Overview: the four funds do not make the total revenue ${show(revenueTotal)}.` });
  }
  const { base, grants } = figures.table1;
  if (lcffTotal !== undefined && base.value !== null && grants.value !== null && base.value + grants.value > lcffTotal + 99) {
    notes.push({ kind: "anomaly", page: pages.lcffTotal ?? null, at: "table1.base_grant", message: `Base grant and supplemental and concentration grants (${show(base.value + grants.value)}) are more than the total LCFF funds of the Budget Overview (${show(lcffTotal)}).` });
  }
  return found;
}

const centsOf = (text: string): number => {
  const [whole = "", part = ""] = text.replaceAll(",", "").split(".");
  return Number(whole) * 100 + Number(part.padEnd(2, "0").slice(0, 2));
};
