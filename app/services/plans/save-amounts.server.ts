import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { deleteRow, insertRow, saveRow } from "#db/repos/rows.server.ts";
import type { Revenue } from "#schemas/plan.ts";
import { yearBefore } from "#schemas/plan.ts";
import { readMoney } from "#app/domain/calculations/format.ts";
import type { Context } from "#app/context.server.ts";
import { endMarksOf } from "./answer-marks.server.ts";
import { inLea, openPlan } from "./open-plan.server.ts";
import { refuseIfAdopted } from "./plan-head.server.ts";
import { statementHere } from "./save-answer.server.ts";

/** One amount as typed; `seenVersion` null says that there was none yet. */
export type TypedAmount = { column: string; typed: string; seenVersion: number | null };
export type AmountsResult =
  | { outcome: "saved"; versions: Record<string, number | null> }
  | { outcome: "refused"; errors: Record<string, string> }
  | { outcome: "conflict"; theirs: Record<string, { version: number | null; cents: number | null }> };

type Theirs = Extract<AmountsResult, { outcome: "conflict" }>["theirs"];
/** Undoes what was written of a form when somebody saved one of its amounts between our look and our write. */
class SavedBetween extends Error {
  constructor(readonly theirs: Theirs) {
    super("saved between");
  }
}

/** Saves the amounts of a money record (revenues) together or not at all; a blank takes the amount away. */
export async function saveAmounts(ctx: Context, planId: string, form: { statement: string; amounts: TypedAmount[] }): Promise<AmountsResult> {
  return inLea(ctx, async (tx): Promise<AmountsResult> => {
    const plan = await openPlan(ctx, tx, planId, "money.change");
    const { statement } = statementHere(ctx, plan, form.statement);
    refuseIfAdopted(ctx, plan, statement);
    const errors: Record<string, string> = {};
    const conflicts: Theirs = {};
    const versions: Record<string, number | null> = {};
    const work: (() => Promise<void>)[] = [];
    for (const { column: name, typed, seenVersion } of form.amounts) {
      const column = statement.collection === "revenues" ? statement.columns?.find((one) => one.name === name) : undefined;
      const kind = column?.at?.[0];
      const money = readMoney(typed);
      if (!kind) errors[name] = "There is no such amount here.";
      else if ("problem" in money) errors[name] = money.problem;
      else {
        const year = column.at?.[1] === "current" ? yearBefore(plan.year) : plan.year;
        const current = plan.revenues.find((row) => row.orgId === plan.leaId && row.kind === kind && row.year === year);
        versions[name] = current?.version ?? null;
        if ((current?.cents ?? null) === money.cents) continue;
        if ((current?.version ?? null) !== seenVersion) {
          conflicts[name] = { version: current?.version ?? null, cents: current?.cents ?? null };
          continue;
        }
        const key = { leaId: plan.leaId, planId, collection: "revenues" as const };
        work.push(async () => {
          const id = current?.id ?? randomUUID();
          const row: Revenue = current ? { ...current, cents: money.cents ?? 0 } : { id, lineageId: `${kind}:${year}`, orgId: plan.leaId, version: 1, kind, year, cents: money.cents ?? 0 };
          const result = !current ? await insertRow(tx, { ...key, row }) : money.cents === null ? await deleteRow(tx, { ...key, id, seenVersion: current.version }) : await saveRow(tx, { ...key, row, seenVersion: current.version });
          if (!result.saved) conflicts[name] = { version: result.conflict?.version ?? null, cents: result.conflict?.cents ?? null };
          else versions[name] = money.cents === null ? null : result.saved.version;
          if (result.saved) await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "save-amount", object: `plan/${planId}/revenues/${id}` });
        });
      }
    }
    if (Object.keys(errors).length > 0) return { outcome: "refused", errors };
    if (Object.keys(conflicts).length > 0) return { outcome: "conflict", theirs: conflicts };
    for (const step of work) await step();
    if (Object.keys(conflicts).length > 0) throw new SavedBetween(conflicts);
    if (work.length > 0) await endMarksOf(tx, ctx, plan, plan.leaId, [statement.key]);
    return { outcome: "saved", versions };
  }).catch((fault: unknown): AmountsResult => {
    if (fault instanceof SavedBetween) return { outcome: "conflict", theirs: fault.theirs };
    throw fault;
  });
}
