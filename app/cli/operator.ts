// Commands of the operator about people, sign-in and organizations.
import { withOperatorDatabase } from "#app/operator-context.server.ts";
import { addOrganizationHere, addSchool, addSchoolsOfDirectory } from "#app/services/organizations/add-organization.server.ts";
import { mergeOrganizationInto, organizationOn, renameOrganizationFrom } from "#app/services/organizations/change-organization.server.ts";
import { inviteFirst, setSupportStaff, setSuspended } from "#app/services/people/operate-people.server.ts";
import { endSignOnOf, setSignOn } from "#app/services/people/set-sign-on.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { organizationKindSchema } from "#schemas/people.ts";
import { daySchema } from "#schemas/scalars.ts";
import type { Command } from "./main.ts";
import { mustHave } from "./words.ts";
import type { Words } from "./words.ts";

const day = (words: Words, option: string): string => {
  const said = daySchema.safeParse(mustHave(words, option));
  if (!said.success) throw new AppError("invalid", `--${option} is a day like 2027-07-01.`);
  return said.data;
};
const done = (text: string) => ({ text, json: { done: text } });

export const suspendPerson: Command = async (words) => {
  const suspended = !words.flags.has("lift");
  await withOperatorDatabase((ctx) => setSuspended(ctx, { email: mustHave(words, "email"), suspended }));
  return done(suspended ? "Suspended; every session has ended." : "No longer suspended.");
};

export const nameSupport: Command = async (words) => {
  const named = !words.flags.has("lift");
  await withOperatorDatabase((ctx) => setSupportStaff(ctx, { email: mustHave(words, "email"), named }));
  return done(named ? "May ask LEAs to be let in as support." : "No longer support staff.");
};

/** The client secret comes from the environment: a command line is seen by others. */
export const setOrganizationSignOn: Command = async (words) => {
  const leaId = mustHave(words, "lea");
  const domain = mustHave(words, "domain");
  if (words.flags.has("lift")) {
    await withOperatorDatabase((ctx) => endSignOnOf(ctx, { leaId, domain }));
    return done(`Nobody signs in by ${domain} any more.`);
  }
  const clientSecret = process.env["SIGN_ON_SECRET"];
  if (!clientSecret) throw new AppError("invalid", "The client secret stands in the environment as SIGN_ON_SECRET.");
  const id = mustHave(words, "id");
  const back = await withOperatorDatabase(async (ctx) => {
    await setSignOn(ctx, { id, leaId, domain, label: mustHave(words, "label"), issuer: mustHave(words, "issuer"), clientId: mustHave(words, "client-id"), clientSecret, verifiedClaim: words.options.get("verified-claim") ?? "email_verified" });
    return `${ctx.siteUrl}/sign-in/with/${id}/back`;
  });
  return done(`People of ${domain} can sign in there. The provider sends them back to ${back}`);
};

export const renameOrganizationCommand: Command = async (words) => {
  const [leaId, id, name, since] = [mustHave(words, "lea"), mustHave(words, "organization"), mustHave(words, "name"), day(words, "since")];
  await withOperatorDatabase((ctx) => renameOrganizationFrom(ctx, { leaId, id, name, cds: words.options.get("cds") ?? null, since }));
  return done(`${id} is called ${name} from ${since} on.`);
};

export const mergeOrganizationCommand: Command = async (words) => {
  const [leaId, id, into, since] = [mustHave(words, "lea"), mustHave(words, "organization"), mustHave(words, "into"), day(words, "since")];
  await withOperatorDatabase((ctx) => mergeOrganizationInto(ctx, { leaId, id, into: { leaId: words.options.get("into-lea") ?? into, id: into }, since }));
  return done(`${id} is part of ${into} from ${since} on.`);
};

export const organizationOnCommand: Command = async (words) => {
  const found = await withOperatorDatabase((ctx) => organizationOn(ctx, { leaId: mustHave(words, "lea"), id: mustHave(words, "organization"), day: day(words, "on") }));
  return { text: `${found.name} (${found.cds})`, json: found };
};

/** An LEA or a body over one; with `--lea` a school of that LEA. */
export const addOrganizationCommand: Command = async (words) => {
  const { options } = words;
  const [id, cds] = [mustHave(words, "id"), mustHave(words, "cds")];
  const leaId = options.get("lea");
  if (leaId !== undefined) {
    const name = mustHave(words, "name");
    await withOperatorDatabase((ctx) => addSchool(ctx, { leaId, id, name, cds }));
    return done(`${name} is a school of ${leaId}.`);
  }
  const kind = options.has("kind") ? organizationKindSchema.exclude(["school"]).safeParse(options.get("kind")) : null;
  if (kind?.success === false) throw new AppError("invalid", "--kind is state, coe, selpa, district or charter; a school is added with --lea.");
  const over = { "in-county": options.get("county"), "member-of-selpa": options.get("selpa"), "chartered-by": options.get("authorizer"), "under-state": options.get("state") };
  const since = options.has("since") ? day(words, "since") : new Date().toISOString().slice(0, 10);
  const answer = await withOperatorDatabase(async (ctx) => {
    const added = await addOrganizationHere(ctx, { id, cds, kind: kind?.data ?? null, name: options.get("name") ?? null, since, over: Object.fromEntries(Object.entries(over).filter((entry) => entry[1] !== undefined)) });
    return { ...added, schools: words.flags.has("schools") ? await addSchoolsOfDirectory(ctx, { leaId: id }) : [] };
  });
  return { text: [`Added ${answer.name} (${answer.kind}) as ${id}.`, ...(words.flags.has("schools") ? [`Schools of the state's directory: ${answer.schools.length}.`] : []), ...(answer.schools.some(({ charter }) => charter === null) ? ["The directory that is loaded does not say which of them are charter schools, LEAs of their own: look the list over under Schools."] : [])].join("\n"), json: answer };
};

export const invitePersonCommand: Command = async (words) => {
  const leaId = mustHave(words, "lea");
  const link = await withOperatorDatabase((ctx) => inviteFirst(ctx, { leaId, orgId: words.options.get("organization") ?? leaId, email: mustHave(words, "email"), role: mustHave(words, "role"), now: new Date() }));
  return { text: `Send this link to them; it works once, for seven days:\n${link}`, json: { link } };
};
