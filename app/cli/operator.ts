// Commands of the operator about people, sign-in and organizations.
import { withOperatorDatabase } from "#app/operator-context.server.ts";
import { mergeOrganizationInto, organizationOn, renameOrganizationFrom } from "#app/services/organizations/change-organization.server.ts";
import { setSupportStaff, setSuspended } from "#app/services/people/operate-people.server.ts";
import { endSignOnOf, setSignOn } from "#app/services/people/set-sign-on.server.ts";
import { AppError } from "#schemas/app-error.ts";
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
