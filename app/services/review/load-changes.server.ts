import { findForm, findSubmission, listFilingsBelow, listSubmissions } from "#db/repos/submissions.server.ts";
import type { Filing } from "#db/repos/submissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { FrozenForm, FrozenSubmission } from "#schemas/submission.ts";
import { yearBefore } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { planDifference } from "#app/domain/history/plan-difference.ts";
import type { PlanDifference } from "#app/domain/history/plan-difference.ts";
import type { RowChange } from "#app/domain/history/row-difference.ts";
import { aroundChanges } from "#app/domain/history/word-diff.ts";
import { byLineage } from "#app/domain/review/by-lineage.ts";
import { planOf } from "#app/domain/review/freeze.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { openNewestCopy } from "./open-review.server.ts";

export type Against = "last-copy" | "last-year";
export type ChangesPage = {
  filingId: string; organization: string; program: string; year: string; number: number; receipt: string; against: Against | null; held: Record<Against, string | null>;
  groups: { id: string; title: string; changes: RowChange[]; notShown: number }[]; count: number; /** Planned spending by goal and source, all of it, and whether any of it changed. */
  money: PlanDifference["money"]; moneyChanged: boolean; /** Of which year, or which copy, the two columns are. */
  columns: { before: string; after: string };
};

const mostShown = 150;

async function copyOf(tx: Tx, { leaId, id }: Pick<Filing, "leaId" | "id">, number: number): Promise<{ submission: FrozenSubmission; form: FrozenForm } | undefined> {
  const stored = await findSubmission(tx, { leaId, filingId: id, number });
  const form = stored && (await findForm(tx, stored.form));
  return stored && form !== undefined ? { submission: JSON.parse(stored.content) as FrozenSubmission, form: JSON.parse(form) as FrozenForm } : undefined;
}

/** What a sent plan says otherwise than the copy before it, or than the plan of the year before, in words. An amendment is a new copy, so this is its difference. */
export async function loadChanges(ctx: Context, filingId: string, asked: string | null): Promise<ChangesPage> {
  return inLea(ctx, async (tx) => {
    const { filing, copy } = await openNewestCopy(ctx, tx, filingId);
    const { submission, form } = copy;
    const earlier = (await listSubmissions(tx, { leaId: filing.leaId, filingId })).find((one) => one.kind === "sent" && one.number < submission.number);
    const before = (await listFilingsBelow(tx)).find((one) => one.leaId === filing.leaId && one.orgId === filing.orgId && one.program === filing.program && one.year === yearBefore(filing.year) && one.sent);
    const yearCopy = before && (await listSubmissions(tx, { leaId: before.leaId, filingId: before.id })).find((one) => one.kind === "sent");
    const held: ChangesPage["held"] = { "last-copy": earlier?.receipt ?? null, "last-year": yearCopy?.receipt ?? null };
    const wanted: Against = asked === "last-year" || (asked === null && earlier === undefined) ? "last-year" : "last-copy";
    const other = wanted === "last-copy" ? earlier && (await copyOf(tx, filing, earlier.number)) : before && yearCopy && (await copyOf(tx, before, yearCopy.number));
    const head = { filingId, organization: filing.orgName, program: form.program.edition.short, year: filing.year, number: submission.number, receipt: submission.receipt, held };
    if (!other) return { ...head, against: null, groups: [], count: 0, money: { goals: [], sources: [], total: null }, moneyChanged: false, columns: { before: "", after: "" } };
    const named = wanted === "last-copy" ? (plan: Plan) => plan : byLineage;
    const { changes, money } = planDifference(named(planOf(other.submission)), named(planOf(submission)), { ...ctx.crosswalks, outline: form.outline, catalogs: form.catalogs }, submission.orgId, { wholeMoney: true });
    const shown = changes.map((change) => ({ ...change, fields: change.fields.map((field) => (field.said.kind === "words" ? { ...field, said: { ...field.said, pieces: aroundChanges(field.said.pieces) } } : field)) }));
    const places = [...form.outline.chapters.map(({ id, title }) => ({ id, title })), { id: "", title: "Held by the system" }];
    return {
      ...head, against: wanted, count: shown.length, money, moneyChanged: [...money.goals, ...money.sources].some(({ before, after }) => before !== after),
      columns: wanted === "last-year" ? { before: other.submission.year, after: filing.year } : { before: `Copy ${other.submission.number}`, after: `Copy ${submission.number}` },
      groups: places.flatMap(({ id, title }) => {
        const mine = shown.filter((change) => change.chapterId === id);
        return mine.length === 0 ? [] : [{ id, title, changes: mine.slice(0, mostShown), notShown: Math.max(0, mine.length - mostShown) }];
      }),
    };
  });
}
