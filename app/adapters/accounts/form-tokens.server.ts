// Was this form made by a page of ours, for this person in this browser? A token under the installation's secret says so; nothing is stored.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { formTokenLength } from "#schemas/form-key.ts";

export type FormTokens = {
  /** The token of every form on a page for this person ("" for nobody) in the browser that asks. `cookie`: the mark such a browser gets first; null where it has one. */
  give: (request: Request, personId: string) => { token: string; cookie: string | null };
  /** Was this token given to this person in the browser that sends it? */
  fits: (request: Request, personId: string, token: string) => boolean;
  /** Takes the browser's mark away: forms of pages given so far are good no more. */
  forget: string;
};

export function buildFormTokens({ secret, secure }: { secret: string; secure: boolean }): FormTokens {
  // A name with this prefix is taken by browsers only from the site itself, never from a neighbour under the same domain.
  const name = secure ? "__Host-plan-once.form" : "plan-once.form";
  const rest = `; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  const markIn = (request: Request): string | null => {
    const given = (request.headers.get("Cookie") ?? "").split(/;\s*/).find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
    return /^[\w-]{22}$/.test(given) ? given : null;
  };
  const tokenOf = (mark: string, personId: string) => createHmac("sha256", secret).update(`form ${mark} ${personId}`).digest("base64url").slice(0, formTokenLength);
  return {
    give: (request, personId) => {
      const known = markIn(request);
      const mark = known ?? randomBytes(16).toString("base64url");
      return { token: tokenOf(mark, personId), cookie: known === null ? `${name}=${mark}; Max-Age=${365 * 24 * 3600}${rest}` : null };
    },
    fits: (request, personId, token) => {
      const mark = markIn(request);
      return mark !== null && token.length === formTokenLength && timingSafeEqual(Buffer.from(tokenOf(mark, personId)), Buffer.from(token));
    },
    forget: `${name}=; Max-Age=0${rest}`,
  };
}
