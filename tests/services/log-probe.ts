// Run by log-words.test.ts in a process of its own, with the log as wide open as it goes: saves of every outcome with a marker word in them. Prints nothing itself.
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { sql } from "kysely";
import { formTokenLength } from "#schemas/form-key.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { handleError } from "#app/entry.server.tsx";
import { openPortal } from "./portal.ts";

const marker = process.env["MARKER"] ?? "";
const portal = await openPortal();
const cookie = await portal.cookieOf("sample-planner");
const key = (await portal.keyFor(cookie)).slice(0, formTokenLength);
const site = "http://localhost:3000";
const request = (form?: Record<string, string>) => new Request(`${site}/x?asked=${marker}`, { headers: { Cookie: cookie, Origin: site }, ...(form && { method: "POST", body: new URLSearchParams({ ...form, formKey: key }) }) });
const args = (form?: Record<string, string>, params: Record<string, string> = {}) => ({ request: request(form), params: { planId: portal.plan.id, ...params }, context: {} }) as unknown as LoaderFunctionArgs & ActionFunctionArgs;

const { action: save } = await import("#app/routes/plans.$planId.answers.tsx");
const form = (seenVersion: string) => ({ statement: "listen.influence", about: "", "value.drop": "yes", value: `${marker} said`, seenVersion });
const statuses: number[] = [];
const conflict = (await save(args(form("99999")))) as Response;
statuses.push(conflict.status);
const { theirs } = (await conflict.json()) as { theirs: { version: number } };
statuses.push(((await save(args(form(String(theirs.version))))) as Response).status);
statuses.push(((await save(args({ ...form("1"), [marker]: marker }))) as Response).status);
const { action: saveRow } = await import("#app/routes/plans.$planId.rows.$collection.$rowId_.save.tsx");
statuses.push(((await saveRow(args({ seenVersion: "1", newId: "", cents: marker }, { collection: "lines", rowId: portal.plan.lines[0]?.id ?? "" }))) as Response).status);

// A fault of the database quotes the row it refused.
const refused = await portal.process.db
  .transaction()
  .execute(async (tx) => {
    await sql`select set_config('app.lea', ${portal.plan.leaId}, true), set_config('app.actor', 'probe', true)`.execute(tx);
    await sql`update plan set year = ${marker}, language = ${marker}, cycle_start = ${marker}`.execute(tx);
  })
  .catch((error: unknown) => error);
statuses.push(asResponse(refused).status);
handleError(refused, { request: request() } as Parameters<typeof handleError>[1]);
portal.process.log.error({ err: refused }, "request failed");
await portal.close();
process.stdout.write(`${JSON.stringify({ probed: statuses })}\n`);
