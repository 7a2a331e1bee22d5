import type { Context } from "#app/context.server.ts";
import { partKey, schoolsOf } from "#app/domain/plan/part.ts";
import { ballOf } from "#app/domain/review/workflow.ts";
import type { Ball } from "#app/domain/review/workflow.ts";
import { listExports } from "#db/repos/document-exports.server.ts";
import { listFilingsOfPlan } from "#db/repos/submissions.server.ts";
import { workflowOf } from "#app/services/review/subjects.server.ts";
import { exportView } from "#app/services/documents/load-export.server.ts";
import type { ExportView } from "#app/services/documents/load-export.server.ts";
import { packetForms } from "#app/services/documents/packet.server.ts";
import type { PacketForm } from "#app/services/documents/packet.server.ts";
import { planCollections } from "#schemas/plan.ts";
import { inLea, openPlan, schoolOwned } from "#app/services/plans/open-plan.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { schoolProgress } from "./school-progress.server.ts";
import type { SchoolForm } from "./school-progress.server.ts";

/** `statuses`: as the state names them; `rows`: how many rows and answers the school has written. */
export type SchoolLine = { id: string; key: string; name: string; cds: string; grades: string; statuses: string[]; forms: SchoolForm[]; rows: number; adopted: string | null; /** Where each form of it stands that was voted on or sent. */ sent: { program: string; short: string; ball: Ball }[] };
/** `forms`: what a packet of all schools can be made of; `packets`: those asked for, newest first. */
export type SchoolsPage = { plan: PlanHead; schools: SchoolLine[]; forms: PacketForm[]; packets: ExportView[] };

/** Every school of the LEA that this person may read, with its bars. */
export async function loadSchools(ctx: Context, planId: string): Promise<SchoolsPage> {
  const { plan, made, filings } = await inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "plan.read");
    const filings = await listFilingsOfPlan(tx, { leaId: plan.leaId, planId: plan.id });
    return { plan, filings, made: can(ctx.user, "document.export", plan) ? await listExports(tx, { leaId: plan.leaId, planId: plan.id }) : null };
  });
  const label = (code: string) => ctx.crosswalks.catalogs["identifications"]?.entries.find((entry) => entry.code === code)?.label ?? code;
  const readable = schoolsOf(plan).filter((school) => can(ctx.user, "school.read", schoolOwned(plan.leaId, school.id)));
  return {
    plan: planHead(ctx, plan),
    forms: made === null ? [] : packetForms(ctx, plan),
    packets: (made ?? []).filter((one) => one.packet && one.meetingId === null).slice(0, 4).map((one) => exportView(plan, ctx.files.findProgram(ctx.crosswalks, one.program, one.edition).edition, one)),
    schools: readable.map((school) => ({
      id: school.id,
      key: partKey(plan.id, school.id),
      name: school.name,
      cds: school.cds,
      grades: school.grades,
      statuses: [...new Set(plan.identifications.filter((one) => one.orgId === school.id && (one.until === null || one.until >= plan.year)).map((one) => label(one.program)))],
      forms: schoolProgress(ctx, plan, school.id).forms,
      rows: planCollections.reduce((sum, name) => sum + (plan[name] as { orgId: string }[]).filter((row) => row.orgId === school.id).length, 0),
      adopted: planHead(ctx, plan, school.id).adopted,
      sent: filings.filter(({ orgId }) => orgId === school.id).flatMap(({ program, workflow, state }) => {
        const edition = ctx.crosswalks.programs.find((one) => one.program === program)?.edition;
        return edition ? [{ program, short: edition.short, ball: ballOf(workflowOf(ctx, workflow), state) }] : [];
      }),
    })),
  };
}
