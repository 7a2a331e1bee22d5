// The policy calls of the program, and a copy of its sources in which each can be taken away while it runs.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Who asks the policy, by the module that says it. What stands in its place when the call is taken away: a yes, or another function of that module that asks nothing. */
const askers: Record<string, Record<string, string>> = {
  "app/domain/permissions/can.ts": { can: "true" },
  "app/domain/review/workflow.ts": { reviews: "true", readsSent: "true", mayMove: "true", reviewsBelow: "true", worksForState: "true", worksForCounty: "true", movesOf: "movesOfAnybody" },
  "app/services/plans/open-plan.server.ts": { openPlan: "openUnasked", openPart: "openPartUnasked", mayOnPart: "true", seesPrivate: "true" },
  "app/services/audit/load-record.server.ts": { readsRecord: "true" },
  "app/services/state/open-state.server.ts": { requireStateDesk: "true" },
};
/** The functions that ask nothing, as they are added to their modules. */
const unasked: Record<string, string> = {
  "app/domain/review/workflow.ts": `
export const movesOfAnybody = (_user: Actor, workflow: Workflow, state: string, subject: Subject): WorkflowMove[] => movesFrom(workflow, state, subject);
`,
  "app/services/plans/open-plan.server.ts": `
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
`,
};
/** Tells whether a call is taken away, remembers that it was asked, and leaves a mark in the folder ACCESS_REACHED when the one that is away is come to. */
const takenAway = `
function takenAway(number: number): boolean {
  const calls = ((globalThis as { policyCalls?: { asked: { add: (number: number) => unknown }; away: number } }).policyCalls ??= { asked: new Set(), away: Number(process.env["ACCESS_TAKEN_AWAY"] ?? -1) });
  calls.asked.add(number);
  if (calls.away === number && process.env["ACCESS_REACHED"]) process.getBuiltinModule("node:fs").writeFileSync(process.env["ACCESS_REACHED"], "");
  return calls.away === number;
}
`;

export type PolicyCall = { file: string; line: number; call: string };

/** From `open` (an opening parenthesis) to its closing one, both included. */
function balanced(text: string, open: number): string {
  for (let at = open, depth = 0; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")" && --depth === 0) return text.slice(open, at + 1);
  }
  throw new Error("a call without an end");
}

/** The module an import means, as a path in the checkout; imports of packages mean none. */
export function moduleOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file), specifier) : undefined;
}

/** Names of askers that this file says or imports, with the module of each. */
function askersIn(file: string, text: string): Map<string, string> {
  const found = new Map(Object.keys(askers[file] ?? {}).map((name) => [name, file]));
  for (const [, names = "", specifier = ""] of text.matchAll(/^import \{([^}]*)\} from "([^"]+)";/gm)) {
    const module = moduleOf(file, specifier) ?? "";
    for (const name of names.split(",").map((one) => one.trim())) if (askers[module]?.[name] !== undefined) found.set(name, module);
  }
  return found;
}

/** Every policy call of the program with a switch that takes it away: one copy, one start, all mutants. `sources`: the changed files; a call's number is its place in `calls`. */
export function switchedPolicyCalls(root: string): { calls: PolicyCall[]; sources: Map<string, string> } {
  const calls: PolicyCall[] = [];
  const sources = new Map<string, string>();
  const files = readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file)).map((file) => `app/${file.replace(/\\/g, "/")}`).sort();
  for (const file of files) {
    let text = readFileSync(path.join(root, file), "utf8");
    const found = askersIn(file, text);
    if (found.size === 0) continue;
    const edits: { at: number; drop: number; add: string }[] = [];
    for (const { 1: name = "", index } of text.matchAll(new RegExp(`(?<![.\\w]|function |^ *(?://|\\*).*)(${[...found.keys()].join("|")})\\(`, "gm"))) {
      const call = name + balanced(text, index + name.length);
      const number = calls.push({ file, line: text.slice(0, index).split("\n").length, call }) - 1;
      const instead = askers[found.get(name) ?? ""]?.[name] ?? "true";
      if (instead === "true") edits.push({ at: index, drop: 0, add: `(takenAway(${number}) ? true : ` }, { at: index + call.length, drop: 0, add: ")" });
      else edits.push({ at: index, drop: name.length, add: `(takenAway(${number}) ? ${instead} : ${name})` });
    }
    for (const { at, drop, add } of edits.sort((one, other) => other.at - one.at)) text = text.slice(0, at) + add + text.slice(at + drop);
    for (const [name, module] of found) {
      const instead = askers[module]?.[name];
      if (instead !== "true" && module !== file) text = text.replace(new RegExp(`^import \\{ ([^}]*\\b)${name}\\b([^}]*) \\}`, "m"), `import { $1${name}, ${instead}$2 }`);
    }
    if (edits.length > 0 || unasked[file] !== undefined) sources.set(file, `${text}${unasked[file] ?? ""}${edits.length > 0 ? takenAway : ""}`);
  }
  return { calls, sources };
}
