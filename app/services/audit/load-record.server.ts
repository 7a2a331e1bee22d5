import { listActs } from "#db/repos/audit.server.ts";
import type { ActLine } from "#db/repos/audit.server.ts";
import { listOrganizations } from "#db/repos/organizations.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { readPart } from "#app/domain/plan/part.ts";
import { actorNames, dayAndTime } from "#app/services/history/moments.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";

/** Acts by which words of the plan were seen from outside, or left as a file. */
export const looks = ["read-submission", "read-shared-comments", "read-by-link", "support-read", "download-submission", "download-letter", "download-export", "download-grid", "download-meeting-file", "make-working-draft", "make-mid-year-report"] as const;
export type Look = (typeof looks)[number];

/** `by`: a person with the body they look from, or a link by name. `about`: receipt, form, year and format, as far as there are such; `year`: of the plan it is about. */
export type RecordLine = { number: number; when: string; verb: Look; by: { name: string; body: string } | { link: string }; about: string[]; year: string; people: boolean };
/** `older`: the number to go on from; null at the end. */
export type RecordPage = { lines: RecordLine[]; older: number | null; newest: boolean };

const mostLines = 100;
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** May this person read who looked? The planner and the superintendent may. */
export const readsRecord = ({ user }: Context): boolean => can(user, "audit.read", { leaId: user.leaId });

/** Who looked at what the LEA has here, and what was taken out: for those who may read its audit; for others there is no such page. */
export async function loadRecord(ctx: Context, before: number | null): Promise<RecordPage> {
  const { leaId } = ctx.user;
  if (!readsRecord(ctx)) throw new AppError("not-found", "There is no such page here.");
  return inLea(ctx, async (tx) => {
    const acts = await listActs(tx, { leaId, verbs: looks, before, most: mostLines + 1 });
    const shown = acts.slice(0, mostLines);
    const nameOf = await actorNames(ctx, tx, shown.map(({ actor }) => actor));
    const years = new Map((await listPlans(tx, { leaId })).map(({ id, year }) => [id, year]));
    const organizations = new Map((await listOrganizations(tx, { leaId })).map(({ id, name }) => [id, name]));
    const line = ({ number, at, actor, verb, object, detail }: ActLine): RecordLine => {
      const [kind = "", key = "", , list = ""] = object.split("/");
      const part = kind === "plan" ? readPart(key) : { planId: "", schoolId: null };
      const program = text(detail["program"]);
      const short = program === "" ? "" : (ctx.crosswalks.programs.find((one) => one.program === program)?.edition.short ?? program);
      const about = [kind === "submission" ? key : short, part.schoolId === null ? "" : (organizations.get(part.schoolId) ?? part.schoolId), verb === "download-grid" ? list : "", text(detail["copy"]).replace(/-/g, " "), text(detail["format"])];
      return {
        number,
        when: dayAndTime(at),
        verb: verb as Look,
        by: actor.startsWith("link:") ? { link: text(detail["link"]) } : { name: nameOf(actor), body: text(detail["body"]) },
        about: about.filter((words) => words !== ""),
        year: years.get(part.planId) ?? text(detail["year"]),
        people: object === "people",
      };
    };
    return { lines: shown.map(line), older: acts.length > mostLines ? (shown.at(-1)?.number ?? null) : null, newest: before === null };
  });
}
