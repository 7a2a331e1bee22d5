import { findSamplePerson, listSamplePeople } from "#db/repos/people.server.ts";
import type { PersonWithRoles } from "#db/repos/people.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { AppContext } from "#app/context.server.ts";

export type SamplePerson = { id: string; name: string; roles: { role: PersonWithRoles["roles"][number]["role"]; orgName: string }[] };
type Result = Awaited<ReturnType<AppContext["accounts"]["signIn"]>>;

/** The people one may be with one click; none outside sample mode. */
export async function loadSignIn(ctx: AppContext): Promise<{ sample: boolean; people: SamplePerson[] }> {
  const { mode } = await ctx.installation();
  if (mode !== "sample") return { sample: false, people: [] };
  const people = await listSamplePeople(ctx.db);
  return { sample: true, people: people.map(({ id, name, roles }) => ({ id, name, roles: roles.map(({ role, orgName }) => ({ role, orgName })) })) };
}

/** Is this an invented person of a sample installation? They have no password. */
export async function isSamplePerson(ctx: AppContext, personId: string): Promise<boolean> {
  return (await ctx.installation()).mode === "sample" && (await findSamplePerson(ctx.db, personId));
}

/** Without a password, as an invented person of a sample installation; anybody else does not exist here. */
export async function signInAsSample(ctx: AppContext, request: Request, personId: string): Promise<Result> {
  const { people } = await loadSignIn(ctx);
  if (!people.some((person) => person.id === personId)) throw new AppError("not-found", "There is no such person here.");
  return ctx.accounts.signInAs(request, personId);
}
