import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { saveAnswer as storeAnswer } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { answerValueSchema } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Statement } from "#schemas/crosswalk.ts";
import type { Context } from "#app/context.server.ts";
import { statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { answerAsRow, answerFields, rowAsAnswer } from "#app/domain/plan/answer-fields.ts";
import { readRowForm, typedFromRow } from "#app/domain/plan/row-form.ts";
import type { Posted } from "#app/domain/plan/row-form.ts";
import { isFilled } from "#app/domain/plan/statement-state.ts";
import { formsHere } from "#app/services/coverage/read-forms.server.ts";
import { endMarksOf } from "./answer-marks.server.ts";
import { inLea, openPart } from "./open-plan.server.ts";
import { refuseIfAdopted } from "./plan-head.server.ts";
import { withIdsForBlocks } from "./block-ids.server.ts";

/** What became of a save. A conflict brings what the other person saved, as it would stand in the inputs. */
export type SaveResult =
  | { outcome: "saved"; version: number; rowId: string }
  | { outcome: "refused"; errors: Record<string, string> }
  | { outcome: "conflict"; theirs: { version: number; typed: Record<string, string[]> } };

export type AnswerForm = { statement: string; about: string | null; seenVersion: number | null; posted: Posted };

/** The statement of this key that the LEA, or the school named, answers here; about a row that exists, when it is asked per row. */
export function statementHere(ctx: Context, plan: Plan, key: string, orgId: string = plan.leaId): { statement: Statement; statements: Statement[] } {
  const statements = statementsOf(ctx.crosswalks, formsHere(ctx, plan, orgId), orgId === plan.leaId ? "lea" : "school").map((one) => one.statement);
  const statement = statements.find((one) => one.key === key);
  if (!statement) throw new AppError("not-found", "There is no such question here.");
  return { statement, statements };
}

/** Throws "not-found" unless the answer is about what its question is asked for: a goal or action of this part, a school, or nothing. */
export function refuseUnknownSubject(plan: Plan, statement: Statement, orgId: string, about: string | null): void {
  const own = (rows: readonly { id: string; orgId: string }[]) => rows.filter((row) => row.orgId === orgId);
  const abouts = statement.per === "goal" ? own(plan.goals) : statement.per === "action" ? own(plan.actions) : statement.per === "school" ? plan.organizations : [];
  if (about === null ? statement.per !== undefined : !abouts.some((row) => row.id === about)) throw new AppError("not-found", "What this answer is about is not there any more.");
}

/** Saves a narrative, choice or record if nobody saved it since `seenVersion` (null: there was none yet). */
export async function saveAnswer(ctx: Context, key: string, form: AnswerForm): Promise<SaveResult> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.change");
    const { statement, statements } = statementHere(ctx, plan, form.statement, orgId);
    refuseIfAdopted(ctx, plan, statement, orgId);
    if (statement.shape === "rows" || statement.collection) throw new AppError("invalid", "This question is answered in rows.");
    refuseUnknownSubject(plan, statement, orgId, form.about);
    const current = plan.answers.find((answer) => answer.key === statement.key && answer.orgId === orgId && answer.about === form.about);
    const fields = answerFields(statement, { plan, catalogs: ctx.crosswalks.catalogs, statements, orgId });
    const conflict = (answer: typeof current): SaveResult => ({ outcome: "conflict", theirs: { version: answer?.version ?? 0, typed: typedFromRow(fields, answerAsRow(statement, answer?.value)) } });
    const read = readRowForm(fields, form.posted, answerAsRow(statement, current?.value));
    if (current && current.version !== form.seenVersion) return conflict(current);
    if (read.outcome === "refused") return read;
    const value = answerValueSchema.safeParse(rowAsAnswer(statement, withIdsForBlocks(read.row, randomUUID)));
    if (!value.success) return { outcome: "refused", errors: { value: value.error.issues[0]?.message ?? "This cannot be saved." } };
    const result = await storeAnswer(tx, { leaId: plan.leaId, planId: plan.id, orgId, key: statement.key, about: form.about, value: value.data, seenVersion: form.seenVersion });
    if (!result.saved) return conflict(result.conflict);
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "save-answer", object: `plan/${plan.id}/answers/${result.saved.id}`, detail: { version: result.saved.version } });
    if (isFilled(value.data)) await endMarksOf(tx, ctx, plan, orgId, [statement.key], form.about);
    return { outcome: "saved", version: result.saved.version, rowId: result.saved.id };
  });
}
