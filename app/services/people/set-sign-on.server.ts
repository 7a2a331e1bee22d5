import { recordAct } from "#db/repos/audit.server.ts";
import { findOrganization } from "#db/repos/organizations.server.ts";
import { endSignOn, saveSignOn } from "#db/repos/sign-ons.server.ts";
import type { SignOnRow } from "#db/repos/sign-ons.server.ts";
import { withLea, type Database } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";

/** What the operator's commands have: no person, and the right of whoever runs the installation. */
type OperatorContext = { db: Database; siteUrl: string; signOn: { seal: (secret: string) => Promise<string> } };
const operator = "system:operator";

/** Sets the own sign-in of an LEA for one mail domain. The issuer must be reached over https, except from a local portal. */
export async function setSignOn(ctx: OperatorContext, wish: SignOnRow): Promise<void> {
  const over = URL.canParse(wish.issuer) ? new URL(wish.issuer).protocol : "";
  if (over !== "https:" && !(over === "http:" && ctx.siteUrl.startsWith("http:"))) throw new AppError("invalid", "The issuer is an address that begins with https://.");
  const row = { ...wish, domain: wish.domain.trim().toLowerCase(), clientSecret: await ctx.signOn.seal(wish.clientSecret) };
  await withLea(ctx.db, { leaId: row.leaId, actor: operator }, async (tx) => {
    if (!(await findOrganization(tx, { leaId: row.leaId, id: row.leaId }))) throw new AppError("not-found", `There is no LEA "${row.leaId}" here.`);
    if (!(await saveSignOn(tx, row))) throw new AppError("conflict", `The domain ${row.domain}, or the name ${row.id}, belongs to another organization's sign-in.`);
    await recordAct(tx, { leaId: row.leaId, actor: operator, verb: "set-sign-on", object: `sign-on/${row.id}`, detail: { domain: row.domain } });
  });
}

/** Nobody comes in by it any more. */
export async function endSignOnOf(ctx: Pick<OperatorContext, "db">, { leaId, domain }: { leaId: string; domain: string }): Promise<void> {
  await withLea(ctx.db, { leaId, actor: operator }, async (tx) => {
    if (!(await endSignOn(tx, { leaId, domain }))) throw new AppError("not-found", "There is no sign-in for this domain.");
    await recordAct(tx, { leaId, actor: operator, verb: "end-sign-on", object: `lea/${leaId}`, detail: { domain } });
  });
}
