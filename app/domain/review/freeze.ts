// What is frozen when a plan is shared or sent, and how it is read again.
import type { Crosswalks, ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Finding } from "#schemas/finding.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { Plan } from "#schemas/plan.ts";
import { upgraded } from "#schemas/plan-upgrades.ts";
import { submissionVersion } from "#schemas/submission.ts";
import type { FrozenForm, FrozenSubmission } from "#schemas/submission.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import type { Attachments } from "#app/domain/documents/build-document.ts";
import { rowsRead } from "./rows-read.ts";

/** The parts of the crosswalks a form stands on; one value for all plans that are sent through it. */
export function frozenForm({ outline, catalogs, workflows }: Crosswalks, program: ProgramCrosswalk, attachments: Attachments): FrozenForm {
  const own = program.edition.workflow;
  return { outline, catalogs, workflows: own !== undefined && workflows[own] ? { [own]: workflows[own] } : {}, program, attachments: { ...attachments } };
}

export type ToFreeze = Omit<FrozenSubmission, "submissionVersion" | "program" | "edition" | "year" | "leaId" | "orgId" | "organization" | "approvals" | "counts" | "plan" | "findings"> & { findings: readonly Finding[] };

/** Pure: same plan, form and facts, same value. Approvals are the meetings of whoever's plan it is. */
export function freeze(crosswalks: Crosswalks, reading: FormReading, facts: ToFreeze): FrozenSubmission {
  const { plan, program, index } = reading;
  const organization = index.organizations.get(index.orgId) ?? index.lea;
  return {
    ...facts,
    submissionVersion,
    leaId: plan.leaId,
    orgId: index.orgId,
    organization: { name: organization.name, cds: organization.cds },
    program: program.program,
    edition: program.edition.id,
    year: plan.year,
    approvals: plan.meetings.filter((meeting) => meeting.orgId === index.orgId),
    findings: [...facts.findings],
    counts: coverage(reading).counts,
    plan: rowsRead(crosswalks, program, plan, index.orgId),
  };
}

/** The frozen plan with its approvals among its meetings, as rules and people read it. */
export function planOf({ plan, approvals }: Pick<FrozenSubmission, "plan" | "approvals">): Plan {
  const held = new Set(plan.meetings.map((meeting) => meeting.id));
  return asOfToday({ ...plan, meetings: [...plan.meetings, ...approvals.filter((meeting) => !held.has(meeting.id))] });
}

/** Copies are stored in the shape of their day and read in today's. */
const asOfToday = (plan: Plan): Plan => (upgraded(plan) ?? plan) as Plan;

/** The frozen plan read through the frozen form. */
export const readFrozen = (submission: FrozenSubmission, form: FrozenForm): FormReading =>
  readForm({ plan: asOfToday(submission.plan), crosswalks: form, program: form.program, orgId: submission.orgId });

/** The document as it was filed, built from what was frozen and nothing else. A copy that was shared says that it is a draft. */
export function documentOf(submission: FrozenSubmission, form: FrozenForm): PlanDocument {
  const copy = submission.kind === "sent" ? { kind: "filed" as const, filedOn: submission.receivedOn, receipt: submission.receipt } : { kind: "working-draft" as const, preparedOn: submission.receivedOn, reason: submission.kind === "shared" ? "Shared for feedback; not adopted, not sent" : "As the council adopted it" };
  return buildDocument(readFrozen(submission, form), { copy, attachments: form.attachments });
}

/** "LCAP-2026-27-57727100000000-1": which form, year, organization and which time; the letter S marks a copy that is only shared, V one that was voted on, E one that the office entered from a file. */
export const receiptNumber = ({ short, year, cds, number, kind }: { short: string; year: string; cds: string; number: number; kind: FrozenSubmission["kind"] | "entered" }): string =>
  [short.replace(/[^A-Za-z0-9]+/g, ""), year, cds, `${{ shared: "S", vote: "V", sent: "", entered: "E" }[kind]}${number}`].join("-");
