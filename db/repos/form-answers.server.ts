// The first answer to a form that was sent, by the key of its rendering; kept in the transaction of the change.
import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

/** Whose form, which rendering of it, and which changing transaction of the post (1 for the first). */
export type FormAnswerKey = { person: string; key: string; step: number };

/** What was answered before to this key, with the hash of the words it was sent with; holds back everybody else with this key until the transaction ends. */
export async function findFirstAnswer(tx: Tx, { person, key, step }: FormAnswerKey): Promise<{ hash: string; answer: string | null } | undefined> {
  const { rows } = await sql<{ hash: string; answer: string | null }>`select hash, said as answer from first_answer(${person}, ${key}, ${step}::integer)`.execute(tx);
  return rows[0];
}

/** Keeps the answer where this transaction recorded an act; a refusal, which changed nothing, is not kept and may be sent again with other words. */
export async function keepFirstAnswer(tx: Tx, { person, key, step, hash, answer }: FormAnswerKey & { hash: string; answer: string | null }): Promise<void> {
  await sql`select keep_answer(${person}, ${key}, ${step}::integer, ${hash}, ${answer})`.execute(tx);
}
