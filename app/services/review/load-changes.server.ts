import { listOutside } from "#db/repos/outside-filings.server.ts";
import { findForm, findSubmission, listFilingsBelow, listSubmissions } from "#db/repos/submissions.server.ts";
import type { Filing } from "#db/repos/submissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Crosswalks } from "#schemas/crosswalk.ts";
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
import { openOutside } from "./open-outside.server.ts";
import type { OpenOutside } from "./open-outside.server.ts";
import { openNewestCopy } from "./open-review.server.ts";
import { planOfCopy } from "./read-outside.server.ts";

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

/** The two plans that are held against each other, with the words they are asked in. */
type Compared = { before: Plan; after: Plan; crosswalks: Crosswalks; orgId: string; years: Record<"before" | "after", string>; numbers: Record<"before" | "after", number> };
type Head = Pick<ChangesPage, "filingId" | "organization" | "program" | "year" | "number" | "receipt" | "held">;

const againstOf = (asked: string | null, held: ChangesPage["held"]): Against => (asked === "last-year" || (asked === null && held["last-copy"] === null) ? "last-year" : "last-copy");

/** What a sent plan says otherwise than the copy before it, or than the plan of the year before, in words. An amendment is a new copy, so this is its difference. Of plans that came as files what was read of both is compared. */
export async function loadChanges(ctx: Context, filingId: string, asked: string | null): Promise<ChangesPage> {
  return inLea(ctx, async (tx) => {
    const outside = await openOutside(ctx, tx, filingId);
    if (outside) return outsideChanges(ctx, tx, outside, asked);
    const { filing, copy } = await openNewestCopy(ctx, tx, filingId);
    const { submission, form } = copy;
    const earlier = (await listSubmissions(tx, { leaId: filing.leaId, filingId })).find((one) => one.kind === "sent" && one.number < submission.number);
    const before = (await listFilingsBelow(tx)).find((one) => one.leaId === filing.leaId && one.orgId === filing.orgId && one.program === filing.program && one.year === yearBefore(filing.year) && one.sent);
    const yearCopy = before && (await listSubmissions(tx, { leaId: before.leaId, filingId: before.id })).find((one) => one.kind === "sent");
    const held: ChangesPage["held"] = { "last-copy": earlier?.receipt ?? null, "last-year": yearCopy?.receipt ?? null };
    const wanted = againstOf(asked, held);
    const other = wanted === "last-copy" ? earlier && (await copyOf(tx, filing, earlier.number)) : before && yearCopy && (await copyOf(tx, before, yearCopy.number));
    const head = { filingId, organization: filing.orgName, program: form.program.edition.short, year: filing.year, number: submission.number, receipt: submission.receipt, held };
    return changesBetween(head, wanted, other && {
      before: planOf(other.submission), after: planOf(submission), crosswalks: { ...ctx.crosswalks, outline: form.outline, catalogs: form.catalogs }, orgId: submission.orgId,
      years: { before: other.submission.year, after: filing.year }, numbers: { before: other.submission.number, after: submission.number },
    });
  });
}

/** Copies that were not read cannot be compared. Rows of two files are the same where their printed numbers are. */
async function outsideChanges(ctx: Context, tx: Tx, opened: OpenOutside, asked: string | null): Promise<ChangesPage> {
  const { filing, program, newest, copies } = opened;
  const now = await planOfCopy(ctx, tx, opened, newest);
  const copyBefore = copies.find(({ number }) => number < newest.number);
  const same = (await listOutside(tx, { leaId: ctx.user.leaId })).find((one) => one.program === filing.program && one.cds === filing.cds && one.year === yearBefore(filing.year));
  const yearOpened = same && (await openOutside(ctx, tx, same.id));
  const [lastCopy, lastYear] = [copyBefore && (await planOfCopy(ctx, tx, opened, copyBefore)), yearOpened && (await planOfCopy(ctx, tx, yearOpened, yearOpened.newest))];
  const held: ChangesPage["held"] = { "last-copy": now && lastCopy && copyBefore ? copyBefore.receipt : null, "last-year": now && lastYear && yearOpened ? yearOpened.newest.receipt : null };
  const wanted = againstOf(asked, held);
  const other = wanted === "last-copy" ? lastCopy : lastYear;
  const head = { filingId: filing.id, organization: filing.name, program: program.edition.short, year: filing.year, number: newest.number, receipt: newest.receipt, held };
  return changesBetween(head, wanted, now && other && { before: other, after: now, crosswalks: ctx.crosswalks, orgId: now.leaId, years: { before: other.year, after: filing.year }, numbers: { before: copyBefore?.number ?? 0, after: newest.number } });
}

function changesBetween(head: Head, wanted: Against, compared: Compared | undefined): ChangesPage {
  if (!compared) return { ...head, against: null, groups: [], count: 0, money: { goals: [], sources: [], total: null }, moneyChanged: false, columns: { before: "", after: "" } };
  const { before, after, crosswalks, orgId, years, numbers } = compared;
  const named = wanted === "last-copy" ? (plan: Plan) => plan : byLineage;
  const { changes, money } = planDifference(named(before), named(after), crosswalks, orgId, { wholeMoney: true });
  const shown = changes.map((change) => ({ ...change, fields: change.fields.map((field) => (field.said.kind === "words" ? { ...field, said: { ...field.said, pieces: aroundChanges(field.said.pieces) } } : field)) }));
  const places = [...crosswalks.outline.chapters.map(({ id, title }) => ({ id, title })), { id: "", title: "Held by the system" }];
  return {
    ...head, against: wanted, count: shown.length, money, moneyChanged: [...money.goals, ...money.sources].some((one) => one.before !== one.after),
    columns: wanted === "last-year" ? years : { before: `Copy ${numbers.before}`, after: `Copy ${numbers.after}` },
    groups: places.flatMap(({ id, title }) => {
      const mine = shown.filter((change) => change.chapterId === id);
      return mine.length === 0 ? [] : [{ id, title, changes: mine.slice(0, mostShown), notShown: Math.max(0, mine.length - mostShown) }];
    }),
  };
}
