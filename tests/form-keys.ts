// What a browser takes from a page before it posts a form: for drills and benches that speak HTTP.
import { formKeyName, formTokenLength, freshFormKey } from "#schemas/form-key.ts";

const cookiesIn = (answer: Response): string[] => answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");

/** The sign-in page's one click: the cookies of that person's browser. */
export async function signInByForm(url: string, personId: string): Promise<string> {
  const page = await fetch(`${url}/sign-in`);
  const [browser] = cookiesIn(page);
  const posted = new URLSearchParams({ to: "/", personId, [formKeyName]: (await tokenOn(page)) + freshFormKey() });
  const answer = await fetch(`${url}/sign-in`, { method: "POST", redirect: "manual", headers: { Origin: url, Cookie: browser ?? "" }, body: posted });
  if (answer.status !== 302) throw new Error(`${personId} could not sign in: ${answer.status}.`);
  return [...cookiesIn(answer), browser].join("; ");
}

const tokens = new Map<string, string>();

/** A key as the forms have it that whoever has these cookies is shown; the first time it looks at a page. */
export async function formKeyAt(url: string, cookie: string): Promise<string> {
  const token = tokens.get(cookie) ?? (await tokenOn(await fetch(`${url}/account`, { headers: { Cookie: cookie }, signal: AbortSignal.timeout(20_000) })));
  tokens.set(cookie, token);
  return token + freshFormKey();
}

async function tokenOn(page: Response): Promise<string> {
  const token = new RegExp(`name="${formKeyName}" value="([\\w-]{${formTokenLength}})`).exec(await page.text())?.[1];
  if (token === undefined) throw new Error(`${page.url} answers ${page.status} and has no form.`);
  return token;
}
