import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

/** Puts a job in the queue, with the change it belongs to: both are there after the commit, or neither. The same `jobKey` replaces a job that waits. */
export async function enqueueJob(tx: Tx, { task, payload, jobKey }: { task: string; payload: Record<string, string | number | boolean | null>; jobKey: string }): Promise<void> {
  await sql`select queue.enqueue(${task}, ${JSON.stringify(payload)}::json, ${jobKey})`.execute(tx);
}
