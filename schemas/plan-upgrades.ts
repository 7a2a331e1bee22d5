// Plans of older versions become the newest on read, step by step; stored bytes are never rewritten.
import type { z } from "zod";
import { AppError } from "./app-error.ts";
import { offeredCollections, planSchema, planSchemaVersion } from "./plan.ts";
import type { Plan } from "./plan.ts";

type Loose = Record<string, unknown>;

/** One step per version that ever was: `steps[1]` turns version 1 into 2. */
const steps: Record<number, (plan: Loose) => Loose> = {
  // Rows a school had taken over from the district become offers that it uses and that no vote has named.
  1: (plan) => {
    const rows = offeredCollections.flatMap((collection) => (Array.isArray(plan[collection]) ? (plan[collection] as Loose[]) : []).flatMap((row) => (typeof row["offeredFrom"] === "object" && row["offeredFrom"] !== null ? [{ collection, row, from: row["offeredFrom"] as Loose }] : [])));
    const seen = new Set<string>();
    const offers = rows.flatMap(({ collection, row, from }, at) => {
      const pair = JSON.stringify([row["orgId"], collection, from["lineageId"]]);
      if (seen.has(pair) || row["orgId"] === plan["leaId"]) return [];
      seen.add(pair);
      return [{ id: `offer-${at + 1}`, lineageId: `offer-${at + 1}`, orgId: row["orgId"], version: 1, of: { collection, lineageId: from["lineageId"] }, offeredVersion: from["version"], answer: "used", reason: "", rowId: row["id"], vote: null }];
    });
    return { ...plan, schemaVersion: 2, offersToSchools: offers };
  },
};

/** The plan in today's shape; undefined where a step is missing. Nothing is checked. */
export function upgraded(plan: Loose): Loose | undefined {
  let current = plan;
  for (let step = Number(plan["schemaVersion"]); step < planSchemaVersion; step += 1) {
    const upgrade = steps[step];
    if (!upgrade) return undefined;
    current = upgrade(current);
  }
  return current;
}

export type PlanProblem = { path: string; message: string };

/** Reads any JSON value as a plan: the plan, or every fault with its place ("actions/4/title"). */
export function readPlan(value: unknown): { plan: Plan } | { problems: PlanProblem[] } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { problems: [{ path: "", message: "A plan is a JSON object with schemaVersion, year, goals and so on." }] };
  const version = (value as Loose)["schemaVersion"];
  if (typeof version !== "number") return { problems: [{ path: "schemaVersion", message: `A plan says its schemaVersion; the newest is ${planSchemaVersion}.` }] };
  if (version > planSchemaVersion) return { problems: [{ path: "schemaVersion", message: `This plan is of version ${version}; this program knows versions up to ${planSchemaVersion}. Update the program.` }] };
  const current = upgraded(value as Loose);
  if (!current) return { problems: [{ path: "schemaVersion", message: `There is no version ${version} of the plan.` }] };
  const parsed = planSchema.safeParse(current);
  if (parsed.success) return { plan: parsed.data as Plan };
  return { problems: parsed.error.issues.map((issue) => ({ path: issue.path.join("/"), message: `${rowName(current, issue.path)}${inWords(issue)}` })) };
}

/** What a person calls the row a fault is in, where it has a name or title. */
function rowName(plan: Loose, path: readonly PropertyKey[]): string {
  let name = "";
  let inside: unknown = plan;
  for (const step of path.slice(0, -1)) {
    inside = typeof inside === "object" && inside !== null ? (inside as Record<PropertyKey, unknown>)[step] : undefined;
    const { name: called, title } = (inside ?? {}) as Loose;
    const found = [called, title].find((one) => typeof one === "string" && one !== "");
    if (typeof found === "string") name = `${found.slice(0, 80)}: `;
  }
  return name;
}

/** The schema library's own sentences, said for a person; our schemas' own messages stand as they are. */
function inWords(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return `A plan has nothing called ${issue.keys.map((key) => `"${key}"`).join(" or ")} here. Check the spelling, or take it out.`;
  if (issue.code === "invalid_type" && /received undefined$/.test(issue.message)) return `This is missing; it should be ${kindWords[issue.expected] ?? `a ${issue.expected}`}.`;
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) return `This should be ${kindWords[issue.expected] ?? `a ${issue.expected}`}${/received (\w+)$/.test(issue.message) ? `, not ${issue.message.split(" ").at(-1)}` : ""}.`;
  if (issue.code === "invalid_value") return `This should be ${issue.values.map((value) => JSON.stringify(value)).join(", ")}.`;
  return issue.message;
}
const kindWords: Record<string, string> = { object: "an object", array: "a list", string: "text", number: "a number", int: "a whole number", boolean: "true or false", record: "an object", null: "null" };

/** The plan, or AppError "invalid" that names the first faults. `from` says where it was read. */
export function mustReadPlan(value: unknown, from: string): Plan {
  const read = readPlan(value);
  if ("plan" in read) return read.plan;
  const shown = read.problems.slice(0, 10).map((problem) => `  ${problem.path === "" ? "(the whole)" : problem.path}: ${problem.message}`);
  throw new AppError("invalid", `${from} is not a plan. ${read.problems.length} ${read.problems.length === 1 ? "fault" : "faults"}:\n${shown.join("\n")}${read.problems.length > 10 ? "\n  …" : ""}`, read.problems);
}
