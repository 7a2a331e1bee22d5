import { findFilingOf, listMoves, listSubmissions } from "#db/repos/submissions.server.ts";
import type { FilingMove } from "#db/repos/submissions.server.ts";
import type { Finding } from "#schemas/finding.ts";
import { planCollections } from "#schemas/plan.ts";
import type { PlanCollection } from "#schemas/plan.ts";
import type { Workflow, WorkflowMove } from "#schemas/workflow.ts";
import type { Context } from "#app/context.server.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import type { Counts } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { adoptedOn } from "#app/domain/plan/adopted-on.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { placePath } from "#app/domain/plan/place-of.ts";
import { clocksIn } from "#app/domain/review/clocks.ts";
import type { Due } from "#app/domain/review/clocks.ts";
import { rowsRead } from "#app/domain/review/rows-read.ts";
import { ballOf, citationOf, firstState, movesOf } from "#app/domain/review/workflow.ts";
import type { Ball } from "#app/domain/review/workflow.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { sentForm, subjectOf } from "./subjects.server.ts";

export type OpenMove = Pick<WorkflowMove, "id" | "title" | "asks" | "needs_no_errors" | "needs_adoption"> & { freezes: string | null; letter: string | null; citation: string };
/** `noted`: a step of a district outside the portal, which the person noted. */
export type MadeMove = Pick<FilingMove, "madeOn" | "onDay" | "words" | "personName" | "submissionNumber"> & { id: number; title: string; state: string; letter: boolean; noted?: boolean };
export type Receipt = { filingId: string; number: number; receipt: string; kind: string; receivedOn: string; receivedAt: string; dueOn: string | null; side: string };
export type SendPage = {
  /** `id`: the address of the school's part where it is a school's form. */
  plan: { id: string; year: string };
  form: { program: string; short: string; title: string; place: number };
  school: { id: string; name: string } | null;
  ball: Ball;
  version: number;
  today: string;
  adoptedOn: string | null;
  clocks: Due[];
  moves: OpenMove[];
  made: MadeMove[];
  receipts: Receipt[];
  counts: Counts;
  /** How many rows of each kind would go, those of small tables together as answers. */
  rows: { collection: Exclude<PlanCollection, "offersToSchools">; count: number }[];
  errors: (Finding & { href: string })[];
  warnings: (Finding & { href: string })[];
};

export const openMove = ({ id, title, asks, needs_no_errors, needs_adoption, freezes, letter, ...cited }: WorkflowMove): OpenMove => ({ id, title, asks, needs_no_errors, needs_adoption, freezes: freezes ?? null, letter: letter ?? null, citation: citationOf(cited) });

export const madeMove = (workflow: Workflow, { id, move, toState, madeOn, onDay, words, personName, submissionNumber }: Pick<FilingMove, "id" | "move" | "toState" | "madeOn" | "onDay" | "words" | "personName" | "submissionNumber">): MadeMove => ({ id, title: workflow.moves.find((one) => one.id === move)?.title ?? move, letter: workflow.moves.find((one) => one.id === move)?.letter !== undefined, state: ballOf(workflow, toState).title, madeOn, onDay, words, personName, submissionNumber });

/** What would be sent, what stands in the way, whose turn it is, and what was sent before. */
export async function loadSendPage(ctx: Context, planId: string, program: string, school: string | null): Promise<SendPage> {
  const orgId = school ?? ctx.user.leaId;
  const key = school === null ? planId : partKey(planId, school);
  const { plan, filing, moves, copies } = await inLea(ctx, async (tx) => {
    const { plan } = await openPart(ctx, tx, key, "plan.read");
    sentForm(ctx, plan, program, orgId);
    const filing = await findFilingOf(tx, { leaId: plan.leaId, planId, orgId, program });
    const of = filing && { leaId: plan.leaId, filingId: filing.id };
    return { plan, filing, moves: of ? await listMoves(tx, of) : [], copies: of ? await listSubmissions(tx, of) : [] };
  });
  const { program: sent, workflow } = sentForm(ctx, plan, program, orgId);
  const lea = plan.organizations.find((one) => one.id === plan.leaId);
  const leaKind = lea === undefined || lea.kind === "school" ? "district" : lea.kind;
  const state = filing?.state ?? firstState(workflow).id;
  const reading = readForm({ plan, crosswalks: ctx.crosswalks, program: sent, orgId });
  const forms = formsOfPlan(ctx.crosswalks, plan, orgId);
  const places = { planId: key, outline: ctx.crosswalks.outline, supplements: forms.flatMap((one) => one.supplements) };
  const findings = findingsOf(reading).map((finding) => ({ ...finding, citation: shownCitation(finding.citation), href: placePath(places, finding.at) }));
  const rows = rowsRead(ctx.crosswalks, sent, plan, orgId);
  const adopted = adoptedOn(plan, ctx.today());
  const organization = plan.organizations.find((one) => one.id === orgId);
  return {
    plan: { id: key, year: plan.year },
    form: { program, short: sent.edition.short, title: sent.edition.title, place: forms.indexOf(sent) },
    school: school === null || organization === undefined ? null : { id: school, name: organization.name },
    ball: ballOf(workflow, state),
    version: filing?.version ?? 0,
    today: ctx.today(),
    adoptedOn: adopted,
    clocks: clocksIn(workflow, { state, leaKind, year: plan.year, adoptedOn: adopted, made: moves.map((one) => ({ move: one.move, on: one.madeOn })) }),
    moves: movesOf(ctx.user, workflow, state, subjectOf({ leaId: plan.leaId, orgId, leaKind }, ctx.user)).map(openMove),
    made: moves.map((one) => madeMove(workflow, one)).reverse(),
    receipts: copies.map(({ filingId, number, receipt, kind, receivedOn, receivedAt, dueOn, side }) => ({ filingId, number, receipt, kind, receivedOn, receivedAt: receivedAt.toISOString(), dueOn, side })),
    counts: coverage(reading).counts,
    rows: planCollections.filter((collection): collection is Exclude<PlanCollection, "offersToSchools"> => collection !== "offersToSchools").map((collection) => ({ collection, count: rows[collection].length })).filter(({ count }) => count > 0),
    errors: findings.filter((finding) => finding.severity === "error"),
    warnings: findings.filter((finding) => finding.severity !== "error"),
  };
}
