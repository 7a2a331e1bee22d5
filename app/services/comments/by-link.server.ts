import { randomUUID } from "node:crypto";
import { recordAct, recordLook } from "#db/repos/audit.server.ts";
import { countUse, findOpenLink } from "#db/repos/comment-links.server.ts";
import type { CommentLink } from "#db/repos/comment-links.server.ts";
import { insertComment, insertThread, listSaidByLink } from "#db/repos/comments.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { commentWords } from "#schemas/comments.ts";
import type { Plan } from "#schemas/plan.ts";
import type { AppContext } from "#app/context.server.ts";
import { readableStatement } from "#app/domain/comments/readable-plan.ts";
import type { ReadableStatement } from "#app/domain/comments/readable-plan.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan, statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { keyOfPart, schoolsOf, withoutSchools } from "#app/domain/plan/part.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";
import { standings } from "#app/domain/plan/statement-state.ts";
import { everyStatement } from "#app/services/plans/open-plan.server.ts";
import { dayAndTime } from "#app/services/history/moments.server.ts";
import { hashOfToken } from "./links.server.ts";

/** What somebody with a link sees: the words of the plan in its scope, and what they have said themselves. */
export type ByLinkPage = {
  name: string;
  /** The LEA, or the school whose part it is. */
  leaName: string;
  year: string;
  expires: string;
  left: number;
  chapters: { id: string; title: string; help: string; statements: ReadableStatement[] }[];
  said: Record<string, { id: string; words: string; when: string }[]>;
};

/** Comments over one link in a quarter of an hour. */
const mostInQuarter = 10;
const leaOf = (token: string): string => token.split("~")[0] ?? "";

async function opened(tx: Tx, leaId: string, token: string, lock: boolean): Promise<{ link: CommentLink; plan: Plan }> {
  const link = await findOpenLink(tx, { leaId, tokenHash: hashOfToken(token), lock });
  const plan = link && (await loadPlan(tx, { leaId, planId: link.planId }));
  if (!link || !plan) throw new AppError("not-found", "This link has been withdrawn or is too old. Ask whoever gave it to you for a new one.");
  return { link, plan };
}

/** The chapters a link opens, read without what is private. */
function readable(ctx: AppContext, link: CommentLink, whole: Plan): ByLinkPage["chapters"] {
  const { orgId } = link;
  const forms = formsOfPlan(ctx.crosswalks, whole, orgId);
  const statements = statementsOf(ctx.crosswalks, forms, orgId === whole.leaId ? "lea" : "school").map(({ statement }) => statement);
  // Other schools' parts, and what any statement calls private, are not in what a link opens.
  const plan = withoutPrivate(withoutSchools(whole, new Set(schoolsOf(whole).map(({ id }) => id).filter((id) => id !== orgId))), everyStatement(ctx));
  const readings = forms.map((program) => readForm({ plan, crosswalks: ctx.crosswalks, program, orgId }));
  const asked = standings(ctx.crosswalks, readings, readings.map(coverage), plan, orgId).filter((one) => one.asked);
  return ctx.crosswalks.outline.chapters
    .filter(({ id }) => link.chapter === null || id === link.chapter)
    .map(({ id, title, help }) => ({
      id,
      title,
      help,
      statements: asked.filter(({ chapterId }) => chapterId === id).flatMap(({ statement }) => readableStatement(plan, statement, { catalogs: ctx.crosswalks.catalogs, statements, orgId }) ?? []),
    }));
}

/** Opens a link; it is the right to read its scope. A wrong, old or withdrawn one is the same answer. */
export async function loadByLink(ctx: AppContext, token: string): Promise<ByLinkPage> {
  const leaId = leaOf(token);
  return withLea(ctx.db, { leaId, actor: "link" }, async (tx) => {
    const { link, plan } = await opened(tx, leaId, token, false);
    await recordLook(tx, { leaId, actor: `link:${link.id}`, verb: "read-by-link", object: `plan/${keyOfPart({ plan, orgId: link.orgId })}`, detail: { link: link.name }, day: ctx.today() });
    const said: ByLinkPage["said"] = {};
    for (const { id, place, words, at } of await listSaidByLink(tx, { leaId, linkId: link.id })) said[place] = [...(said[place] ?? []), { id, words, when: dayAndTime(at) }];
    return {
      name: link.name,
      leaName: plan.organizations.find(({ id }) => id === link.orgId)?.name ?? "",
      year: plan.year,
      expires: dayAndTime(link.expiresAt),
      left: link.most - link.used,
      chapters: readable(ctx, link, plan),
      said,
    };
  });
}

/** Says something over a link about what it shows. The same words on the same place are said once; too many are refused. */
export async function sayByLink(ctx: AppContext, token: string, form: { place: string; words: string }): Promise<{ outcome: "said" } | { outcome: "refused"; why: "words" | "many" }> {
  const leaId = leaOf(token);
  const words = commentWords(form.words);
  return withLea(ctx.db, { leaId, actor: "link" }, async (tx) => {
    const { link, plan } = await opened(tx, leaId, token, true);
    const places = readable(ctx, link, plan).flatMap((chapter) => chapter.statements.flatMap((statement) => statement.answers.map(({ place }) => place)));
    if (!places.includes(form.place)) throw new AppError("not-found", "There is nothing here to comment on.");
    if (words === null) return { outcome: "refused", why: "words" };
    const before = await listSaidByLink(tx, { leaId, linkId: link.id });
    if (before.some((one) => one.place === form.place && one.words === words)) return { outcome: "said" };
    if (!(await countUse(tx, { leaId, linkId: link.id, mostInQuarter }))) return { outcome: "refused", why: "many" };
    const threadId = randomUUID();
    const nothing = { lineageId: null, rowVersion: null, blockId: null, quote: null, before: null };
    await insertThread(tx, { leaId, id: threadId, planId: plan.id, orgId: link.orgId, place: form.place, ...nothing, visibility: "lea", private: false, begunBy: null, linkId: link.id });
    await insertComment(tx, { leaId, orgId: link.orgId, id: randomUUID(), threadId, author: null, linkId: link.id, words });
    await recordAct(tx, { leaId, actor: `link:${link.id}`, verb: "comment-by-link", object: `plan/${keyOfPart({ plan, orgId: link.orgId })}/comments/${threadId}`, detail: { place: form.place } });
    return { outcome: "said" };
  });
}
