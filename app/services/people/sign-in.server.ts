import { findSamplePerson, listSamplePeople } from "#db/repos/people.server.ts";
import type { PersonWithRoles } from "#db/repos/people.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { emailSchema } from "#schemas/people.ts";
import type { AppContext } from "#app/context.server.ts";
import { findUser } from "./find-user.server.ts";

export type SamplePerson = { id: string; name: string; supportStaff: boolean; roles: { role: PersonWithRoles["roles"][number]["role"]; orgName: string }[] };
type Result = Awaited<ReturnType<AppContext["accounts"]["signIn"]>>;

/** Too many tries: of one account or address with 429, of the whole site with 503; when to come back stands in the words and in Retry-After. */
function refuseTry({ limit, waitSeconds }: { limit: "account" | "address" | "site"; waitSeconds: number }): never {
  const minutes = Math.ceil(waitSeconds / 60);
  const wait = minutes === 1 ? "in a minute" : `in ${minutes} minutes`;
  if (limit === "site") throw new AppError("unavailable", `More people are trying to sign in than we can check right now. Try again ${wait}. Nothing is lost.`, { waitSeconds });
  throw new AppError("too-many", `There were too many tries. Try again ${wait}, or choose a new password by mail: that works at once.`, { waitSeconds });
}

/** One try at the password of an account, counted; `check` says whether it was good. A good one is not counted, and makes the browser known. */
export async function tryPassword<Answer>(ctx: AppContext, request: Request, email: string, check: () => Promise<Answer>, isGood: (answer: Answer) => boolean): Promise<{ answer: Answer; deviceCookie: string | null }> {
  const { limits } = ctx;
  const taken = await limits.take("sign-in", { account: email, address: limits.addressOf(request), device: limits.deviceOf(request, email) });
  if (!taken.allowed) refuseTry(taken);
  const answer = await check();
  if (!isGood(answer)) return { answer, deviceCookie: null };
  await taken.giveBack();
  return { answer, deviceCookie: limits.deviceCookie(request, email) };
}

/** By address and password. What is no address is tried as one that nobody has, so that it takes as long. */
export async function signInWithPassword(ctx: AppContext, request: Request, form: { email: string; password: string }): Promise<Result> {
  const typed = emailSchema.safeParse(form.email);
  const email = typed.success ? typed.data : "nobody@nowhere.invalid";
  const { answer, deviceCookie } = await tryPassword(ctx, request, email, () => ctx.accounts.signIn(request, { email, password: form.password }), ({ outcome }) => outcome !== "refused");
  // Only a whole sign-in makes the browser known.
  if (answer.outcome === "signed-in" && deviceCookie !== null) answer.headers.append("Set-Cookie", deviceCookie);
  return answer;
}

/** The second step of a sign-in that has begun; tries are counted by that sign-in, the address and the whole site. */
export async function takeSecondStep(ctx: AppContext, request: Request, code: string): Promise<Result> {
  const { limits } = ctx;
  const half = /two_factor=([^;]+)/.exec(request.headers.get("Cookie") ?? "")?.[1] ?? "none";
  const taken = await limits.take("second-step", { account: half, address: limits.addressOf(request), device: null });
  if (!taken.allowed) refuseTry(taken);
  const answer = await ctx.accounts.checkSecondFactor(request, code);
  if (answer.outcome !== "signed-in") return answer;
  await taken.giveBack();
  const cookie = answer.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
  const person = await findUser(ctx, new Request(request.url, { headers: { Cookie: cookie } }));
  if (person) answer.headers.append("Set-Cookie", limits.deviceCookie(request, person.email));
  return answer;
}

/** The same words for known and unknown addresses, and never sooner than this: what a mail takes to write does not show. */
const resetTakes = 400;

/** A mail to choose a new password. Asked for too often, no further mail is written and the answer stays the same: those before still work. */
export async function askForReset(ctx: AppContext, request: Request, email: string): Promise<void> {
  const { limits } = ctx;
  const whole = async () => {
    const taken = await limits.take("reset", { account: email, address: limits.addressOf(request), device: limits.deviceOf(request, email) });
    if (taken.allowed) return ctx.accounts.askForReset(request, email);
    if (taken.limit !== "account") refuseTry(taken);
  };
  const [done] = await Promise.allSettled([whole(), new Promise((resume) => setTimeout(resume, resetTakes))]);
  if (done.status === "rejected") throw done.reason;
}

/** Uses the mailed link up. Headers make this browser known: whoever reads the owner's mail is not kept out by the tries of others. Null when the link does not work. */
export async function choosePassword(ctx: AppContext, request: Request, form: { token: string; password: string }): Promise<Headers | null> {
  const whose = await ctx.accounts.resetPassword(request, form);
  return whose && new Headers({ "Set-Cookie": ctx.limits.deviceCookie(request, whose.email) });
}

/** The people one may be with one click; none outside sample mode. */
export async function loadSignIn(ctx: AppContext): Promise<{ sample: boolean; people: SamplePerson[] }> {
  const { mode } = await ctx.installation();
  if (mode !== "sample") return { sample: false, people: [] };
  const people = await listSamplePeople(ctx.db);
  return { sample: true, people: people.map(({ id, name, supportStaff, roles }) => ({ id, name, supportStaff, roles: roles.map(({ role, orgName }) => ({ role, orgName })) })) };
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
