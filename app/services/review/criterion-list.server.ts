import { listVerdictsOnLine } from "#db/repos/county-review.server.ts";
import type { VerdictWord } from "#db/repos/county-review.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { listOutside } from "#db/repos/outside-filings.server.ts";
import { findForm, findSubmission, listCharters, listFilingsBelow, listSubmissions } from "#db/repos/submissions.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { FrozenForm, FrozenSubmission } from "#schemas/submission.ts";
import type { Workflow } from "#schemas/workflow.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { criteriaFor } from "#app/domain/review/checklist.ts";
import { readFrozen } from "#app/domain/review/freeze.ts";
import { citationOf, readsSent } from "#app/domain/review/workflow.ts";
import { csvHead, csvLines } from "#app/domain/state/table-lines.ts";
import type { DictionaryColumn } from "#app/domain/state/dictionary.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { subjectOf } from "./subjects.server.ts";

export type ListedLea = { filingId: string; organization: string; cds: string; year: string; number: number; verdict: VerdictWord; decidedOn: string; by: string; onNewest: boolean; /** Entered from a file: nobody but the office can say whether the line applies. */ unread: boolean };
export type CriterionList = { id: string; text: string; citation: string; year: string; years: string[]; leas: ListedLea[] };

function listed(ctx: Context, listId: string): { workflow: Workflow; criterion: Workflow["criteria"][number] } {
  for (const workflow of Object.values(ctx.crosswalks.workflows)) {
    const criterion = workflow.criteria.find(({ list }) => list === listId);
    if (criterion) return { workflow, criterion };
  }
  throw new AppError("not-found", "There is no such list.");
}

/** A list that a reviewing body owes the body above: every plan of a year to which a criterion applies, with the office's verdict on it. */
export async function loadCriterionList(ctx: Context, listId: string, wanted: string | null): Promise<CriterionList> {
  if (!can(ctx.user, "review-list.read", { leaId: ctx.user.leaId })) throw new AppError("not-found", "There is no such list.");
  const { workflow, criterion } = listed(ctx, listId);
  return inLea(ctx, async (tx) => {
    const charters = await listCharters(tx);
    const filings = (await listFilingsBelow(tx)).filter((filing) => filing.workflow === workflow.id && filing.sent && readsSent(ctx.user, subjectOf(filing, ctx.user, charters)));
    const entered = (await listOutside(tx, { leaId: ctx.user.leaId })).filter((filing) => filing.workflow === workflow.id);
    const years = [...new Set([...filings, ...entered].map(({ year }) => year))].sort().reverse();
    const year = wanted !== null && years.includes(wanted) ? wanted : (years[0] ?? "");
    const verdicts = new Map((await listVerdictsOnLine(tx, { leaId: ctx.user.leaId, line: `criterion/${criterion.id}` })).map((one) => [one.filingId, one]));
    const decided = (filingId: string, number: number) => {
      const verdict = verdicts.get(filingId);
      const said = verdict && verdict.verdict !== "open";
      return { filingId, year, number, verdict: verdict?.verdict ?? ("open" as const), decidedOn: said ? ctx.dayOf(verdict.at) : "", by: said ? verdict.personName : "", onNewest: verdict?.number === number };
    };
    const forms = new Map<string, FrozenForm>();
    const leas: ListedLea[] = [];
    for (const filing of filings.filter((one) => one.year === year)) {
      const newest = (await listSubmissions(tx, { leaId: filing.leaId, filingId: filing.id })).find(({ kind }) => kind === "sent");
      const stored = newest && (await findSubmission(tx, { leaId: filing.leaId, filingId: filing.id, number: newest.number }));
      if (!newest || !stored) continue;
      const form = forms.get(stored.form) ?? (JSON.parse((await findForm(tx, stored.form)) ?? "null") as FrozenForm);
      forms.set(stored.form, form);
      if (!criteriaFor(workflow, readFrozen(JSON.parse(stored.content) as FrozenSubmission, form)).some(({ id }) => id === criterion.id)) continue;
      leas.push({ ...decided(filing.id, newest.number), organization: filing.orgName, cds: filing.cds, unread: false });
    }
    for (const { id, name, cds, copies } of entered.filter((one) => one.year === year && verdicts.get(one.id)?.verdict !== "not-applicable")) leas.push({ ...decided(id, copies), organization: name, cds, unread: true });
    leas.sort((a, b) => a.organization.localeCompare(b.organization));
    return { id: listId, text: criterion.text, citation: citationOf(criterion), year, years, leas };
  });
}

const columns: DictionaryColumn[] = ["cds", "organization", "year", "verdict", "decided_on", "decided_by", "source"].map((name) => ({ name, type: "text", says: "" }));

/** Those of them whose verdict is “met”, as a file for the body above; handing it out is recorded first. */
export async function openCriterionList(ctx: Context, listId: string, year: string | null): Promise<{ bytes: Uint8Array; name: string }> {
  const list = await loadCriterionList(ctx, listId, year);
  const rows = list.leas.filter(({ verdict }) => verdict === "met").map((one) => [one.cds, one.organization, one.year, one.verdict, one.decidedOn, one.by, list.citation]);
  await inLea(ctx, (tx) => recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb: "download-criterion-list", object: `review-list/${listId}`, detail: { year: list.year, leas: rows.length } }));
  return { bytes: new TextEncoder().encode(csvHead(columns) + csvLines(columns, rows)), name: `${listId} ${list.year}.csv` };
}
