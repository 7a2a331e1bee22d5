// What is a comment about: which question, row or line of the plan, and is it private?
import type { AskedStatement } from "#app/domain/coverage/forms-of-plan.ts";
import { rowName } from "#app/domain/plan/row-form.ts";
import type { Statement } from "#schemas/crosswalk.ts";
import { planCollections } from "#schemas/plan.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";

/** `row`: where its words are kept; null while nobody has answered, or when the row is gone. */
export type CommentPlace = {
  place: string;
  statement: Statement;
  chapterId: string;
  label: string;
  isPrivate: boolean;
  gone: boolean;
  row: { collection: PlanCollection; rowId: string; lineageId: string; version: number } | null;
  /** The answer, or the row. */
  value: unknown;
};

type Row = { id: string; lineageId: string; orgId: string; version: number } & Record<string, unknown>;
/** `orgId`: the LEA, or the school whose part it is. */
export type PlaceSource = { plan: Plan; orgId: string; asked: readonly AskedStatement[]; numbers: ReadonlyMap<string, string> };

/** "answers/listen.influence", "answers/went.done/goal-1" (about a row), "goals/goal-1", "who.people/row-1". Undefined: there is no such question or list. A row that is not there any more is `gone`. */
export function placeIn(source: PlaceSource, place: string): CommentPlace | undefined {
  const [head = "", id = "", about, ...rest] = place.split("/");
  if (id === "" || rest.length > 0) return undefined;
  return head === "answers" ? ofAnswer(source, place, id, about ?? null) : about === undefined ? ofRow(source, place, head, id) : undefined;
}

function ofAnswer({ plan, orgId, asked, numbers }: PlaceSource, place: string, key: string, about: string | null): CommentPlace | undefined {
  const found = asked.find(({ statement }) => statement.key === key);
  if (!found) return undefined;
  const { statement, chapterId } = found;
  const rows: readonly Row[] = statement.per === "goal" ? plan.goals : statement.per === "action" ? plan.actions : [];
  const meant = rows.find((row) => row.id === about && row.orgId === orgId);
  const school = statement.per === "school" ? plan.organizations.find(({ id }) => id === about) : undefined;
  const aboutName = meant ? [statement.per === "goal" ? "Goal" : "Action", numbers.get(meant.id), rowName(meant)].filter(Boolean).join(" ") : (school?.name ?? "");
  const answer = plan.answers.find((one) => one.key === key && one.orgId === orgId && one.about === about);
  const row = answer ? { collection: "answers" as const, rowId: answer.id, lineageId: answer.lineageId, version: answer.version } : null;
  return { place, statement, chapterId, label: aboutName === "" ? statement.question : `${statement.question} ${aboutName}`, isPrivate: statement.private === true, gone: about !== null && aboutName === "", row, value: answer?.value ?? null };
}

function ofRow({ plan, orgId, asked, numbers }: PlaceSource, place: string, list: string, rowId: string): CommentPlace | undefined {
  const found = asked.find(({ statement }) => statement.shape === "rows" && (statement.collection ?? statement.key) === list);
  if (!found) return undefined;
  const { statement, chapterId } = found;
  const collection = planCollections.find((one) => one === statement.collection) ?? "answers";
  const rows = plan[collection] as unknown as readonly Row[];
  const row = rows.find((one) => one.id === rowId && one.orgId === orgId && (collection !== "answers" || one["key"] === statement.key));
  const value = row && collection === "answers" ? row["value"] : (row ?? null);
  const noun = (statement.row ?? "").replace(/_/g, " ");
  const name = value && typeof value === "object" ? rowName(value as Record<string, unknown>) : "";
  return {
    place,
    statement,
    chapterId,
    label: [capital([noun, numbers.get(rowId)].filter(Boolean).join(" ")), name].filter(Boolean).join(": "),
    // Of a row that is gone nobody can say any more whether it was private.
    isPrivate: statement.private === true || (collection === "findings" && row?.["private"] !== false),
    gone: row === undefined,
    row: row ? { collection, rowId, lineageId: row.lineageId, version: row.version } : null,
    value,
  };
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
