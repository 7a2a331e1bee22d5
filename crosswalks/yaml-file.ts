// A YAML file of the crosswalks: its value, and the line and column of every part of it.
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument, type Node } from "yaml";
import type { z } from "zod";
import type { CrosswalkFault } from "#schemas/crosswalk.ts";
import { fault, withoutMark, wrongEncoding, type Draft, type Place, type SourceFile } from "./files.ts";
import { describeIssues, valueAt, type Path } from "./schema-faults.ts";

export type YamlFile<Value> = {
  source: SourceFile;
  /** The whole value, when the file keeps its schema. */
  value: Value | null;
  /** What can be read of it; null when it is no YAML. */
  draft: Draft<Value> | null;
  /** Syntax and schema faults. */
  faults: CrosswalkFault[];
  fault: (path: Path, message: string, fix: string) => CrosswalkFault;
};

/** Reads one file by its schema; never throws. */
export function readYaml<Schema extends z.ZodType>(source: SourceFile, schema: Schema): YamlFile<z.output<Schema>> {
  type Value = z.output<Schema>;
  const lines = new LineCounter();
  const document = parseDocument(withoutMark(source.text), { lineCounter: lines, merge: true, prettyErrors: false });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { row: Math.max(1, line), column: Math.max(1, col) };
  };

  /** The node at a path, or the nearest one around it; with `atKey`, the key. */
  const place = (path: Path, atKey?: string): Place => {
    let node = document.contents as Node | null;
    let offset = node?.range?.[0] ?? 0;
    for (const step of atKey === undefined ? path : [...path, atKey]) {
      if (isAlias(node)) node = node.resolve(document) ?? null;
      let next: unknown;
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
        next = pair?.value ?? pair?.key;
        if (atKey !== undefined && step === atKey && pair) next = pair.key;
      } else if (isSeq(node)) next = node.items[Number(step)];
      if (next === undefined || next === null) break;
      node = next as Node;
      offset = node.range?.[0] ?? offset;
    }
    return placeOf(offset);
  };

  const file: YamlFile<Value> = { source, value: null, draft: null, faults: [...wrongEncoding(source)], fault: (path, message, fix) => fault(source, place(path), message, fix) };
  // A slip of syntax throws the reader off for the rest of the file: only the first is sure. Repeated properties are each their own fault.
  const problems = [...document.errors, ...document.warnings];
  const slip = problems.filter(({ code }) => code !== "DUPLICATE_KEY").sort((one, other) => one.pos[0] - other.pos[0])[0];
  for (const problem of problems.filter((one) => one === slip || one.code === "DUPLICATE_KEY")) {
    const also = problems.length > 1 && problem === slip ? " What follows in the file is read when this is mended." : "";
    file.faults.push(fault(source, placeOf(problem.pos[0]), `This is not valid YAML: ${problem.message}`, `${yamlFix(problem.code)}${also}`));
  }
  if (problems.length > 0) return file;

  let raw: unknown;
  try {
    raw = document.toJS();
  } catch (error) {
    file.faults.push(fault(source, { row: 1, column: 1 }, `This YAML cannot be read: ${error instanceof Error ? error.message : String(error)}`, "Write repeated parts out instead of pointing to them."));
    return file;
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) {
    file.value = parsed.data;
    file.draft = parsed.data as Draft<Value>;
    return file;
  }
  for (const issue of describeIssues(parsed.error.issues, raw, schema)) file.faults.push(fault(source, place(issue.path, issue.atKey), issue.message, issue.fix));
  file.draft = withoutBroken(raw, parsed.error.issues.filter((issue) => issue.code !== "unrecognized_keys").map((issue) => issue.path as Path)) as Draft<Value> | null;
  return file;
}

/** The value with every part that breaks the schema taken out, so that the rest can still be checked. Positions in lists stay. */
function withoutBroken(raw: unknown, paths: Path[]): unknown {
  const rest = structuredClone(raw);
  for (const path of paths) {
    const last = path.at(-1);
    if (last === undefined) return null;
    const holder = valueAt(rest, path.slice(0, -1));
    if (typeof holder === "object" && holder !== null) (holder as Record<string | number, unknown>)[last] = undefined;
  }
  return rest;
}

function yamlFix(code: string): string {
  switch (code) {
    case "DUPLICATE_KEY":
      return "Keep one of the two properties with this name.";
    case "TAB_AS_INDENT":
      return "Indent with spaces, not with tabs.";
    case "BAD_INDENT":
    case "MISSING_CHAR":
      return "Check the indentation and the quotes of this line and of the one before.";
    case "MULTIPLE_DOCS":
      return "Keep one document in a file: remove the line ---.";
    default:
      return "Check colons, quotes and indentation of this line; text with a colon in it stands in quotes.";
  }
}
