import { listExports } from "#db/repos/document-exports.server.ts";
import { findFiled } from "#db/repos/filed-with.server.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { Context } from "#app/context.server.ts";
import type { DraftKind } from "#app/domain/documents/copy-kinds.ts";
import { buildDocument, missingAnswers } from "#app/domain/documents/build-document.ts";
import { matrixPath, placePath } from "#app/domain/plan/place-of.ts";
import { readOneForm } from "#app/services/coverage/load-coverage.server.ts";
import type { FormName } from "#app/services/coverage/load-coverage.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { attachedTexts } from "./attached-texts.server.ts";
import { exportView } from "./load-export.server.ts";
import type { ExportView } from "./load-export.server.ts";

export type DocumentPage = {
  plan: PlanHead;
  form: FormName;
  missing: number;
  document: PlanDocument;
  /** By plan address and row ("goal.description g-1"): the page where it is written. */
  links: Record<string, string>;
  /** By plan address: the page that says why it stands on this form. */
  reasons: Record<string, string>;
  exports: ExportView[];
};

/** The document as it would print now, with the way from each block to its answer. */
export async function loadDocumentPage(ctx: Context, key: string, program: string, kind: DraftKind): Promise<DocumentPage> {
  const { plan, orgId, filed, exports } = await inLea(ctx, async (tx) => {
    const opened = await openPart(ctx, tx, key, "plan.read");
    return { ...opened, filed: (await findFiled(tx, { leaId: opened.plan.leaId, planId: opened.plan.id, orgId: opened.orgId, program })) ?? null, exports: await listExports(tx, { leaId: opened.plan.leaId, orgId: opened.orgId, planId: opened.plan.id }) };
  });
  const { reading, form, places } = readOneForm(ctx, plan, program, orgId);
  const document = buildDocument(reading, { copy: { kind, preparedOn: ctx.today() }, filed, attachments: await attachedTexts(ctx.storage, reading.program.edition) });
  const rows = new Map(reading.form.outline.rows);
  const links: Record<string, string> = {};
  const reasons: Record<string, string> = {};
  const remember = (address: string, rowId: string | null) => {
    const [head = ""] = address.split(".");
    const shape = rows.get(head);
    const statement = reading.form.outline.statements.get(address);
    const about = rowId === null ? undefined : plan.answers.find((answer) => answer.id === rowId)?.about;
    const at = statement
      ? `answers/${address}${about ? `/${about}` : ""}`
      : !shape
        ? ""
        : shape.collection === "revenues"
          ? `revenues/${shape.columns.get(address.slice(head.length + 1))?.at?.[0] ?? ""}`
          : rowId === null
            ? `answers/${shape.statement.key}`
            : `${shape.collection ?? "answers"}/${shape.collection ? rowId : shape.statement.key}`;
    if (at !== "") links[`${address} ${rowId ?? ""}`] = placePath(places, at);
    const question = statement?.key ?? shape?.statement.key;
    if (question !== undefined) reasons[address] = matrixPath(places.planId, program, question);
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value && typeof value === "object") {
      if ("sources" in value && Array.isArray(value.sources)) for (const source of value.sources as { address: string; rowId: string | null }[]) remember(source.address, source.rowId);
      for (const inner of Object.values(value)) if (inner && typeof inner === "object") walk(inner);
    }
  };
  walk(document.sections);
  return { plan: planHead(ctx, plan, orgId), form, missing: missingAnswers(reading), document, links, reasons, exports: exports.filter((one) => one.program === program && !one.packet).slice(0, 6).map((one) => exportView(plan, form, one)) };
}
