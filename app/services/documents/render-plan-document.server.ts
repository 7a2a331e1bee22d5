// One plan value in, one file out: blocks from the pure core, bytes from one adapter.
import type { DocumentFormat, FileContext } from "#app/file-context.server.ts";
import { buildDocument, missingAnswers } from "#app/domain/documents/build-document.ts";
import type { Attachments, CopyRequest } from "#app/domain/documents/build-document.ts";
import { commentSections } from "#app/domain/comments/comment-sections.ts";
import type { FiledWith } from "#app/domain/documents/filed-with.ts";
import type { ThreadView } from "#app/domain/comments/view.ts";
import { readPlanThrough } from "#app/services/plans/read-plan-through.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";

export type RenderRequest = { plan: Plan; program: string; edition: string; orgId?: string; format: DocumentFormat; copy: CopyRequest; attachments?: Attachments; /** Printed at the end. */ comments?: readonly ThreadView[]; /** Where it was filed, by organization. */ filed?: ReadonlyMap<string, FiledWith> };

/** The bytes and how many answers the plan still lacks. Same plan, same request, same bytes. */
export async function renderPlanDocument(ctx: Pick<FileContext, "crosswalks" | "findProgram" | "render">, { format, copy, attachments, comments = [], filed, ...asked }: RenderRequest): Promise<{ bytes: Uint8Array; missing: number }> {
  const reading = readPlanThrough(ctx, asked);
  const built = buildDocument(reading, { copy, ...(attachments && { attachments }), filed: filed?.get(asked.orgId ?? asked.plan.leaId) ?? null });
  if (built.sections.every(({ blocks }) => blocks.length === 0)) throw new AppError("invalid", `The form ${reading.program.edition.id} of "${reading.program.program}" has no page of its own: its duties are checked, and printed where other forms answer them. Ask for coverage or check.`);
  const document = { ...built, sections: [...built.sections, ...commentSections(comments, copy.kind)] };
  return { bytes: await ctx.render[format](document), missing: built.copy.kind === "internal-draft" ? built.copy.missing : missingAnswers(reading) };
}
