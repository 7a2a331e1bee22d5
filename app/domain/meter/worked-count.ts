// How does a count that somebody made by hand differ from the meter's, and what do the crosswalk files say about each difference?
import type { Crosswalks } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import type { WorkedCount } from "#schemas/worked-count.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { answersAbout } from "./meter.ts";
import type { Asked, Meter } from "./meter.ts";

export type WorkedPart = { title: string; organizations: number; separately: number; once: number; /** Of its answers, those that the meter counts; none twice. */ metered: number };
/** One answer on which the two counts differ. `by`: what the meter counts more, at all organizations together; `why`: what the crosswalk files say. */
export type WorkedDifference = { part: string | null; addresses: string[]; organizations: number; by: number; kind: "apart" | "twice" | "not-asked" | "left-out"; why: string };
export type WorkedComparison = Pick<WorkedCount, "id" | "title" | "source" | "confidence"> & {
  parts: WorkedPart[];
  /** Counted by hand, and by the meter. */
  separately: { counted: number; metered: number; programs: { program: string; counted: number; metered: number }[] };
  once: { counted: number; metered: number };
  differences: WorkedDifference[];
};

/** The counts that were made for this plan, each with every difference. Counted by hand plus all differences is what the meter counts. */
export function compareWorkedCounts(crosswalks: Crosswalks, plan: Plan, meter: Meter): WorkedComparison[] {
  return crosswalks.workedCounts.filter((count) => count.plan === plan.id).map((count) => compareOne(crosswalks, plan, meter, count));
}

function compareOne(crosswalks: Crosswalks, plan: Plan, meter: Meter, count: WorkedCount): WorkedComparison {
  const asked = new Map(meter.asks.map(({ orgId, asks }) => [orgId, new Map(asks.map((one) => [one.address, one]))]));
  const nameOf = new Map(plan.organizations.map(({ id, name }) => [id, name]));
  const listed = new Set<string>();
  const differences = new Map<string, WorkedDifference>();
  const differ = (difference: Omit<WorkedDifference, "organizations">) => {
    const key = JSON.stringify([difference.part, difference.addresses, difference.kind]);
    const before = differences.get(key);
    if (before) Object.assign(before, { organizations: before.organizations + 1, by: before.by + difference.by });
    else differences.set(key, { ...difference, organizations: 1 });
  };
  const parts = count.parts.map((part): WorkedPart => {
    let metered = 0;
    for (const orgId of part.organizations) {
      const about = answersAbout(nameOf.get(orgId) ?? orgId);
      const answers = [...part.answers.map((answer) => ({ answer, owner: orgId, about: "" })), ...part.of_lea.map((answer) => ({ answer, owner: plan.leaId, about }))];
      for (const { answer, owner, about } of answers) {
        const addresses = [answer].flat();
        const known = addresses.flatMap((address) => asksOf(asked.get(owner), addressed(address, about)));
        const fresh = known.filter((one) => !listed.has(JSON.stringify([owner, one.address])));
        for (const one of known) listed.add(JSON.stringify([owner, one.address]));
        metered += fresh.length;
        const difference = { part: part.title, addresses, by: fresh.length - 1 };
        if (fresh.length > 1) differ({ ...difference, kind: "apart", why: `one answer in the count, ${fresh.length} columns of the plan: ${fresh.map(askedBy).join("; ")}` });
        else if (known.length === 0) differ({ ...difference, kind: "not-asked", why: addresses.map((address) => (addresses.length > 1 ? `${address}: ` : "") + whyNotAsked(crosswalks, plan, orgId, address, asked.get(owner))).join("; ") });
        else if (fresh.length === 0) differ({ ...difference, kind: "twice", why: "the count has this answer already" });
      }
    }
    return { title: part.title, organizations: part.organizations.length, separately: part.separately * part.organizations.length, once: (part.answers.length + part.of_lea.length) * part.organizations.length, metered };
  });
  for (const { orgId, asks } of meter.asks) for (const one of asks) if (!listed.has(JSON.stringify([orgId, one.address]))) differ({ part: null, addresses: [one.address], by: 1, kind: "left-out", why: askedBy(one) });

  const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
  const programs = [...new Set(count.parts.flatMap(({ program }) => program ?? []))].map((program) => ({
    program,
    counted: sum(count.parts.map((part) => (part.program === program ? part.separately * part.organizations.length : 0))),
    metered: sum(meter.forms.map((form) => (form.program === program ? form.separately : 0))),
  }));
  return {
    id: count.id, title: count.title, source: count.source, confidence: count.confidence, parts,
    separately: { counted: sum(parts.map((part) => part.separately)), metered: meter.separately, programs },
    once: { counted: sum(parts.map((part) => part.once)), metered: meter.once },
    differences: [...differences.values()],
  };
}

/** "line.amount [line.fund == 'lcff']" about a school: the school stands before the choice. */
const addressed = (address: string, about: string): string => (about === "" ? address : address.replace(/^([^ ]+)/, `$1${about}`));
/** An address without a choice stands for all its kinds of rows. */
const asksOf = (asks: ReadonlyMap<string, Asked> | undefined, address: string): Asked[] => {
  const exact = asks?.get(address);
  return exact ? [exact] : address.endsWith("]") ? [] : [...(asks?.values() ?? [])].filter((one) => one.address.startsWith(`${address} [`));
};
const askedBy = ({ address, form, field, row }: Asked): string => `${address} fills ${form} ${field} (${row})`;

/** What the maps of the organization's forms say about an address that no place asks for. */
function whyNotAsked(crosswalks: Crosswalks, plan: Plan, orgId: string, address: string, asks: ReadonlyMap<string, Asked> | undefined): string {
  const plain = address.replace(/ \[.*$/, "");
  const others = plain === address ? [] : asksOf(asks, plain);
  if (others.length > 0) return `only ${others.map(askedBy).join(", ")}`;
  const rows = formsOfPlan(crosswalks, plan, orgId).flatMap(({ map }) => map.filter((row) => row.source === plain || row.supplement === plain));
  if (rows.length === 0) return "no row of the maps of these forms takes it";
  const places = (chosen: typeof rows) => chosen.map(({ field, file, row }) => `${field} (${file}:${row})`).join(", ");
  const shown = rows.filter(({ relation, supplement }) => relation === "intersects" && supplement !== plain);
  const other = rows.filter((row) => !shown.includes(row));
  return [...(shown.length > 0 ? [`only shown beside ${places(shown)}`] : []), ...(other.length > 0 ? [`reaches only places that are computed, not counted or answered otherwise: ${places(other)}`] : [])].join("; ");
}

/** The comparison in words, part by part. */
export function workedCountWords(comparison: WorkedComparison): string {
  const { title, source, confidence, parts, separately, once, differences } = comparison;
  const row = (cells: readonly (string | number)[]) => cells.map((cell, at) => (at === 0 ? String(cell).padEnd(52) : String(cell).padStart(15))).join("");
  const signed = (by: number) => `${by < 0 ? "-" : "+"}${Math.abs(by)}`;
  const kinds: [WorkedDifference["kind"], string][] = [["not-asked", "The count has what no place of these forms asks for"], ["apart", "The count joins what the plan keeps apart"], ["twice", "The count has twice"], ["left-out", "The count leaves out what a place asks for"]];
  const added = (kind: WorkedDifference["kind"]) => differences.filter((one) => one.kind === kind);
  const sums = kinds.flatMap(([kind]) => added(kind).reduce((sum, { by }) => sum + by, 0) || []);
  return [
    `Beside a count made by hand: ${title} (${source}; confidence ${confidence})`,
    "",
    row(["part", "separately", "once", "of it metered"]),
    ...parts.map((part) => row([part.title, part.separately, part.once, part.metered])),
    row(["answers the count leaves out", "", "", added("left-out").reduce((sum, { by }) => sum + by, 0)]),
    row(["in all", separately.counted, once.counted, once.metered]),
    "",
    ...separately.programs.map(({ program, counted, metered }) => `Separately, ${program}: counted ${counted}, metered ${metered}.`),
    `Separately in all: counted ${separately.counted}, metered ${separately.metered}: ${separately.counted === separately.metered ? "the same" : "not the same"}.`,
    `Once in all: counted ${once.counted}, metered ${once.metered}${differences.length === 0 ? ": the same." : `. ${[once.counted, ...sums.map((sum) => `${sum < 0 ? "-" : "+"} ${Math.abs(sum)}`)].join(" ")} = ${once.metered}. By the crosswalk files the count is wrong here:`}`,
    ...kinds.flatMap(([kind, words]) => {
      const found = added(kind);
      return found.length === 0 ? [] : ["", `${words} (${signed(found.reduce((sum, { by }) => sum + by, 0))})`, ...found.map(({ part, addresses, organizations, by, why }) => `  ${signed(by).padStart(4)}  ${part === null ? "" : `${part}: `}${addresses.join(" + ")}${organizations > 1 ? `, at ${organizations} organizations` : ""}: ${why}`)];
    }),
  ].join("\n");
}
