// People with passwords and codes for tests of signing in.
import { createHmac } from "node:crypto";
import { invitePerson, joinByInvitation } from "#app/services/people/people.server.ts";
import { listMails } from "#db/repos/mails.server.ts";
import type { Role } from "#schemas/people.ts";
import type { Portal } from "./portal.ts";

export const cookiesOf = (headers: Headers): string => headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
export const mailTo = async (portal: Portal, to: string): Promise<string> => (await listMails(portal.process.db)).find((mail) => mail.to === to)?.text ?? "";
export const invitationIn = (text: string): string => decodeURIComponent(/invitations\/(\S+)/.exec(text)?.[1] ?? "");

/** Somebody new at the sample district, by invitation; the cookie of a session by their password. */
export async function joinAs(portal: Portal, { email, role, password }: { email: string; role: Role; password: string }): Promise<string> {
  await invitePerson(await portal.as("sample-superintendent"), { email, role, orgId: portal.plan.leaId });
  const joined = await joinByInvitation(portal.process, invitationIn(await mailTo(portal, email)), { name: `Invited ${role}`, password });
  if (joined.outcome !== "joined") throw new Error(`${email} could not join`);
  const begun = await portal.process.accounts.signIn(new Request(portal.process.siteUrl), { email, password });
  if (begun.outcome !== "signed-in") throw new Error(`${email} could not sign in`);
  return `${cookiesOf(begun.headers)}; ${portal.browser}`;
}

/** The six digits an app shows at that moment (RFC 6238). */
export function oneTimeCode(uri: string, at: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...(new URL(uri).searchParams.get("secret") ?? "")].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
