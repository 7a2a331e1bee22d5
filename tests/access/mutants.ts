// The policy calls of the services, and the source without one of them.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** `at`: the place of the call in the file's text. */
export type Mutant = { file: string; line: number; call: string; source: string };

/** From `open` (an opening parenthesis) to its closing one, both included. */
function balanced(text: string, open: number): string {
  for (let at = open, depth = 0; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")" && --depth === 0) return text.slice(open, at + 1);
  }
  throw new Error("a call without an end");
}

/** Opens a plan without asking whether one may: what is left of openPlan when its policy is taken away. */
const unasked = `
export async function openUnasked(ctx: Context, tx: Tx, planId: string, _verb: Verb): Promise<Plan> {
  const plan = await loadPlan(tx, { leaId: ctx.user.leaId, planId });
  if (!plan) throw new AppError("not-found", "There is no such plan here.");
  return plan;
}
export async function openPartUnasked(ctx: Context, tx: Tx, key: string, _verb: Verb): Promise<{ plan: Plan; orgId: string }> {
  const { planId, schoolId } = readPart(key);
  const plan = await openUnasked(ctx, tx, planId, _verb);
  return { plan, orgId: schoolId ?? plan.leaId };
}
`;
const unaskedOf: Record<string, string> = { openPlan: "openUnasked", openPart: "openPartUnasked" };
export const openPlanFile = "app/services/plans/open-plan.server.ts";
/** Every mutated copy has the way round the policy; only the mutant takes it. */
export const withWayRound = (source: string) => source + unasked;

/** One mutant for every call of can(), openPlan() and openPart() in the services. */
export function mutantsOf(root: string): Mutant[] {
  const files = readdirSync(path.join(root, "app/services"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts")).map((file) => `app/services/${file.replace(/\\/g, "/")}`).sort();
  return files.flatMap((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    return [...text.matchAll(/(?<![.\w])(can|openPlan|openPart)\((?!ctx: Context)/g)].map(({ 1: name = "", index }): Mutant => {
      const call = name + balanced(text, index + name.length);
      const changed = name === "can" ? "true" : call.replace("openPlan(", "openUnasked(").replace("openPart(", "openPartUnasked(");
      let source = text.slice(0, index) + changed + text.slice(index + call.length);
      if (name === "openPlan") source = source.replace(/import \{ ([^}]*\b)openPlan\b([^}]*) \}/, "import { $1openPlan, openUnasked$2 }");
      if (name === "openPart") source = source.replace(/import \{ ([^}]*\b)openPart\b([^}]*) \}/, "import { $1openPart, openPartUnasked$2 }");
      return { file, line: text.slice(0, index).split("\n").length, call, source };
    });
  });
}

export type PolicyCall = { file: string; line: number; call: string };

/** Every policy call with a switch that takes it away while the program runs: one copy, one start, all mutants. `sources`: the changed files. */
export function switchedPolicyCalls(root: string): { calls: PolicyCall[]; sources: Map<string, string> } {
  const calls: PolicyCall[] = [];
  const sources = new Map<string, string>();
  for (const file of new Set(mutantsOf(root).map((one) => one.file)).add(openPlanFile)) {
    let text = readFileSync(path.join(root, file), "utf8");
    const edits: { at: number; drop: number; add: string }[] = [];
    for (const { 1: name = "", index } of text.matchAll(/(?<![.\w])(can|openPlan|openPart)\((?!ctx: Context)/g)) {
      const call = name + balanced(text, index + name.length);
      const number = calls.push({ file, line: text.slice(0, index).split("\n").length, call }) - 1;
      if (name === "can") edits.push({ at: index, drop: 0, add: `(takenAway(${number}) ? true : ` }, { at: index + call.length, drop: 0, add: ")" });
      else edits.push({ at: index, drop: name.length, add: `(takenAway(${number}) ? ${unaskedOf[name]} : ${name})` });
    }
    for (const { at, drop, add } of edits.sort((one, other) => other.at - one.at)) text = text.slice(0, at) + add + text.slice(at + drop);
    if (file !== openPlanFile) for (const [name, other] of Object.entries(unaskedOf)) text = text.replace(new RegExp(`import \\{ ([^}]*\\b)${name}\\b([^}]*) \\}`), `import { $1${name}, ${other}$2 }`);
    sources.set(file, `${file === openPlanFile ? withWayRound(text) : text}\nfunction takenAway(number: number): boolean {\n  const calls = ((globalThis as { policyCalls?: { asked: Set<number>; away: number } }).policyCalls ??= { asked: new Set(), away: Number(process.env["ACCESS_TAKEN_AWAY"] ?? -1) });\n  calls.asked.add(number);\n  return calls.away === number;\n}\n`);
  }
  return { calls, sources };
}
