// What a zod issue means to the person who wrote the file, and what would be right.
import { z } from "zod";
import { nearest, suggest } from "./nearest.ts";

export type Path = (string | number)[];
type Described = { path: Path; /** The key itself is wrong, not its value. */ atKey?: string; message: string; fix: string };

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inside, step) => (typeof inside === "object" && inside !== null ? (inside as Record<string | number, unknown>)[step] : undefined), value);
}

const show = (value: unknown): string => {
  const text = typeof value === "string" ? `"${value}"` : Array.isArray(value) ? "a list" : typeof value === "object" && value !== null ? "a group of properties" : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};

const kinds: Record<string, string> = { string: "text", object: "a group of properties", array: "a list", number: "a number", int: "a whole number", boolean: "true or false" };

/** The properties an object of the schema may have at this path; empty where it is no object. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  const bare = (type: z.core.$ZodType): z.core.$ZodType => (type instanceof z.ZodOptional || type instanceof z.ZodDefault ? bare(type.unwrap()) : type);
  let inside = bare(schema);
  for (const step of path) {
    if (inside instanceof z.ZodArray) inside = bare(inside.element);
    else if (inside instanceof z.ZodRecord) inside = bare(inside.valueType);
    else if (inside instanceof z.ZodObject) inside = bare((inside.shape as Record<string, z.core.$ZodType>)[String(step)] ?? z.unknown());
  }
  return inside instanceof z.ZodObject ? Object.keys(inside.shape) : [];
}

/** The issues of one value in plain words. `schema` names what a misspelt property may have meant. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], raw: unknown, schema: z.core.$ZodType): Described[] {
  return issues.flatMap((issue): Described[] => {
    const path = issue.path as Path;
    const value = valueAt(raw, path);
    const last = path.at(-1);
    const name = typeof last === "number" ? `Entry ${last + 1} of ${String(path.at(-2))}` : `"${last ?? "The file"}"`;
    const wrong = value === undefined ? `${name} is missing.` : value === "" || value === null ? `${name} is empty.` : `${name} is ${show(value)}.`;
    switch (issue.code) {
      case "unrecognized_keys": {
        const known = keysAt(schema, path);
        return issue.keys.map((key) => ({ path, atKey: key, message: `There is no property "${key}" here.`, fix: suggest(key, known, "Remove it.") }));
      }
      case "invalid_value": {
        const known = issue.values.map(String);
        const meant = typeof value === "string" ? nearest(value, known) : undefined;
        return [{ path, message: wrong, fix: `Write one of: ${known.join(", ")}.${meant === undefined ? "" : ` Did you mean "${meant}"?`}` }];
      }
      case "invalid_type": {
        const kind = kinds[issue.expected] ?? issue.expected;
        return [{ path, message: wrong, fix: value === undefined ? `Add it: ${kind}.` : `Write ${kind} here${kind === "text" ? ", in quotes where it is a number" : ""}.` }];
      }
      default:
        return [{ path, message: wrong, fix: issue.message }];
    }
  });
}
