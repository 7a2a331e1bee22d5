// Saves as the browser sends them, each with words nobody else has, and what was heard about each; then what the database really holds.
import { withLea } from "#db/client.server.ts";
import type { Database } from "#db/client.server.ts";
import { formKeyName } from "#schemas/form-key.ts";
import { formKeyAt } from "../form-keys.ts";
import type { Plan } from "#schemas/plan.ts";
import { plainFromRichText, richTextFromPlain, richTextSchema } from "#schemas/rich-text.ts";
import type { Chance } from "./drill.ts";

type Content = Record<string, unknown>;
type Theirs = { version: number | null; said: string };

/** A place of the plan that is saved by itself. What it says is text; an amount says its cents. */
export type Target = {
  name: string;
  path: string;
  body: (said: string, seen: string) => [string, string][];
  /** What stands there now, out of the answer to a conflict. */
  theirs: (answer: Content) => Theirs | null;
  version: (answer: Content) => number | null;
  /** Whether this revision is of this place, and what it says. */
  owns: (revision: { table: string; rowId: string; content: Content }) => boolean;
  said: (content: Content) => string;
  words: (chance: Chance, token: string) => string;
};

const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);
const record = (value: unknown): Content => (value !== null && typeof value === "object" ? (value as Content) : {});
const typedOf = (answer: Content): Record<string, string[]> => record(record(answer["theirs"])["typed"]) as Record<string, string[]>;
const plainOf = (value: unknown): string => {
  const read = richTextSchema.safeParse(value);
  return read.success ? plainFromRichText(read.data) : "";
};
const dollars = (cents: string): string => `${cents.slice(0, -2)}.${cents.slice(-2)}`;
const centsOf = (typed: string | undefined): string => (typed ?? "").replace(/[^0-9]/g, "");

const vocabulary = ["the", "students", "and", "families", "piñata", "学校", "👩🏽‍🏫", "reading", "“plan”", "=1+1", "<b>", "&", "attendance", "niños", "support", "—"];

/** A narrative of the LEA, about a goal or alone. */
export const narrative = (plan: Plan, statement: string, about: string | null): Target => ({
  name: `${statement}${about === null ? "" : ` about ${about}`}`,
  path: `/plans/${plan.id}/answers`,
  body: (said, seen) => [["statement", statement], ["about", about ?? ""], ["value", said], ["value.json", JSON.stringify(richTextFromPlain(said))], ["seenVersion", seen]],
  theirs: (answer) => {
    const json = typedOf(answer)["value.json"]?.[0];
    return { version: numberOf(record(answer["theirs"])["version"]), said: json ? plainOf(JSON.parse(json)) : "" };
  },
  version: (answer) => numberOf(answer["version"]),
  owns: ({ table, content }) => table === "answer" && content["statement_key"] === statement && content["about"] === about,
  said: (content) => plainOf(content["value"]),
  words: (chance, token) => {
    const paragraph = () => Array.from({ length: chance.whole(1, 120) }, () => chance.pick(vocabulary)).join(" ");
    return [token, ...Array.from({ length: chance.whole(0, 4) }, paragraph)].join("\n\n");
  },
});

const amount = (_chance: Chance, token: string): string => String(1_000_000_00 + Number(token.replace(/\D/g, "")));

/** The amount of one line of money. */
export const lineAmount = (plan: Plan, rowId: string): Target => ({
  name: `line ${rowId}`,
  path: `/plans/${plan.id}/rows/lines/${encodeURIComponent(rowId)}/save`,
  body: (said, seen) => [["newId", ""], ["cents", dollars(said)], ["seenVersion", seen === "" ? "0" : seen]],
  theirs: (answer) => ({ version: numberOf(record(answer["theirs"])["version"]), said: centsOf(typedOf(answer)["cents"]?.[0]) }),
  version: (answer) => numberOf(answer["version"]),
  owns: (revision) => revision.table === "line_item" && revision.rowId === rowId,
  said: (content) => String(content["cents"]),
  words: amount,
});

/** An amount of the money record: its column in the outline, and the kind and year it is kept under. */
export const revenue = (plan: Plan, column: string, kind: string, year: string): Target => ({
  name: `revenue ${column}`,
  path: `/plans/${plan.id}/amounts`,
  body: (said, seen) => [["kind", "amounts"], ["statement", "cost.revenue"], [`amount.${column}`, dollars(said)], [`seen.${column}`, seen]],
  theirs: (answer) => {
    const theirs = record(record(answer["theirs"])[column]);
    return "version" in theirs ? { version: numberOf(theirs["version"]), said: String(theirs["cents"] ?? "") } : null;
  },
  version: (answer) => numberOf(record(answer["versions"])[column]),
  owns: ({ table, content }) => table === "revenue" && content["kind"] === kind && content["year"] === year,
  said: (content) => String(content["cents"]),
  words: amount,
});

/** `unheard`: no answer, or one that says nothing about the save (5xx). Its words may or may not be there. */
export type Attempt = { target: Target; seen: string; said: string; status: number; outcome: "saved" | "conflict" | "refused" | "unheard"; version: number | null; theirs: Theirs | null };

export async function send({ url, cookie }: { url: string; cookie: string }, target: Target, said: string, seen: string): Promise<Attempt> {
  const attempt: Attempt = { target, seen, said, status: 0, outcome: "unheard", version: null, theirs: null };
  let answer: Content;
  try {
    const response = await fetch(`${url}${target.path}`, { method: "POST", headers: { Accept: "application/json", Cookie: cookie, Origin: url, "Sec-Fetch-Site": "same-origin" }, body: new URLSearchParams([...target.body(said, seen), [formKeyName, await formKeyAt(url, cookie)]]), signal: AbortSignal.timeout(20_000) });
    attempt.status = response.status;
    answer = record(await response.json());
  } catch {
    return attempt;
  }
  if (attempt.status === 200 && answer["outcome"] === "saved") return { ...attempt, outcome: "saved", version: target.version(answer) };
  if (attempt.status === 409 && answer["outcome"] === "conflict") return { ...attempt, outcome: "conflict", theirs: target.theirs(answer) };
  return attempt.status >= 400 && attempt.status < 500 ? { ...attempt, outcome: "refused" } : attempt;
}

export type Stored = { id: number; target: Target; rowId: string; version: number; said: string; operation: string };

/** Every revision of these places after `afterId` that a person made, in the order of their ids. */
export async function storedSince(db: Database, plan: Plan, targets: readonly Target[], afterId: number): Promise<Stored[]> {
  const rows = await withLea(db, { leaId: plan.leaId, actor: "drill" }, (tx) =>
    tx.selectFrom("revision").select(["id", "table_name", "row_id", "version", "operation", "content"]).where("lea_id", "=", plan.leaId).where("plan_id", "=", plan.id).where("id", ">", afterId).where("actor", "!=", "system:seed").orderBy("id").execute(),
  );
  return rows.flatMap((row): Stored[] => {
    const content = record(row.content);
    const target = targets.find((one) => one.owns({ table: row.table_name, rowId: row.row_id, content }));
    return target ? [{ id: row.id, target, rowId: row.row_id, version: row.version, said: target.said(content), operation: row.operation }] : [];
  });
}

/** How many acts the audit holds for each row, "answers/x" or "lines/y". */
export async function actsByRow(db: Database, plan: Plan): Promise<Map<string, number>> {
  const rows = await withLea(db, { leaId: plan.leaId, actor: "drill" }, (tx) =>
    tx.selectFrom("audit").select(["object", (of) => of.fn.countAll<number>().as("acts")]).where("lea_id", "=", plan.leaId).where("verb", "in", ["save-answer", "save-row", "save-amount"]).groupBy("object").execute(),
  );
  return new Map(rows.map((row) => [row.object.replace(`plan/${plan.id}/`, ""), Number(row.acts)]));
}

/** What stands in a place now by the tables themselves, not by their history. */
export async function standing(db: Database, plan: Plan, targets: readonly Target[]): Promise<Map<Target, { version: number; said: string }>> {
  const { loadPlan } = await import("#db/repos/plans.server.ts");
  const now = await withLea(db, { leaId: plan.leaId, actor: "drill" }, (tx) => loadPlan(tx, { leaId: plan.leaId, planId: plan.id }));
  if (!now) throw new Error("The plan is gone.");
  const found = new Map<Target, { version: number; said: string }>();
  const note = (table: string, row: { id: string; version: number }, content: Content) => {
    const target = targets.find((one) => one.owns({ table, rowId: row.id, content }));
    if (target) found.set(target, { version: row.version, said: target.said(content) });
  };
  for (const row of now.answers) note("answer", row, { statement_key: row.key, about: row.about, value: row.value });
  for (const row of now.lines) note("line_item", row, { cents: row.cents });
  for (const row of now.revenues) note("revenue", row, { kind: row.kind, year: row.year, cents: row.cents });
  return found;
}
