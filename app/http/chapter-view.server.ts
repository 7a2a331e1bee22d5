// One question at a time, or the whole chapter? What the address says, else what this browser chose last.
import { redirect } from "@remix-run/node";

const year = 365 * 24 * 60 * 60;

/** `question`: the one the address names; null leaves it to the page. */
export type ChapterView = { one: boolean; question: string | null };

/**
 * `?question=` names a question and shows it alone; else the choice counts that this browser made. `?show=one` and `?show=all` make it: thrown is a redirect to the same page, which keeps it.
 * A cookie, because the choice must work without JavaScript; it says nothing about anybody.
 */
export function readChapterView(request: Request): ChapterView {
  const url = new URL(request.url);
  const chosen = url.searchParams.get("show");
  if (chosen === "one" || chosen === "all") {
    throw redirect(url.pathname.replace(/\.data$/, ""), { headers: { "Set-Cookie": `chapter-view=${chosen}; Path=/; Max-Age=${year}; HttpOnly; SameSite=Lax${url.protocol === "https:" ? "; Secure" : ""}` } });
  }
  const question = url.searchParams.get("question");
  return { one: question !== null || /(?:^|;\s*)chapter-view=one(?:;|$)/.test(request.headers.get("Cookie") ?? ""), question };
}
