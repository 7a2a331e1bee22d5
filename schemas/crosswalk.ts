// The shapes of the files in crosswalks/: outline, catalogs, editions, supplements, maps.
import { z } from "zod";
import type { CalendarRules } from "./calendar.ts";
import type { Criteria } from "./criteria.ts";
import { severitySchema } from "./finding.ts";
import type { StateFileKind } from "./state-files.ts";
import type { WorkedCount } from "./worked-count.ts";
import type { Workflow } from "./workflow.ts";

const cel = z.string().min(1).describe("a CEL expression over plan, lea, org, identified, has, calc and the row at hand");
const fieldId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.[\]-]*$/, "A field id has letters, digits, dots, brackets, dashes and underscores.");
const confidenceSchema = z.enum(["high", "medium", "low"]);
export const wordingSchema = z.enum(["official", "proposed", "ours"]);

// ── The outline of the one plan ────────────────────────────────────────────────────────────────────

export const columnKindSchema = z.enum(["text", "richtext", "number", "decimal", "percent", "money", "date", "instant", "boolean", "choice", "list", "link", "links", "span"]);

/** One column of a row statement: its name in addresses ("goal.why") and, for rows with a table of their own, the plan property it lives in. */
export const outlineColumnSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  kind: columnKindSchema,
  /** Plan property or properties, e.g. [startOn, endOn]; default: the name in camelCase. */
  at: z.array(z.string()).optional(),
  catalog: z.string().optional(),
  /** For link and links: the row it points to. */
  to: z.string().optional(),
  question: z.string().optional(),
  help: z.string().optional(),
  when: cel.optional(),
  required: z.boolean().optional(),
  /** False: evidence that counts as filled and is never printed (the topics of a meeting). */
  printed: z.boolean().optional(),
});
export type OutlineColumn = z.infer<typeof outlineColumnSchema>;

export const statementShapeSchema = z.enum(["rows", "narrative", "choice", "record"]);

export const statementSchema = z.strictObject({
  /** "aim.goals" */
  key: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
  question: z.string(),
  help: z.string(),
  shape: statementShapeSchema,
  scope: z.array(z.enum(["lea", "school"])).min(1),
  asked: z.string(),
  /** Shown and counted only when true. */
  when: cel.optional(),
  /** One answer per row of this collection (goal, school). */
  per: z.enum(["goal", "action", "school"]).optional(),
  /** Name of its rows in addresses: "goal", "person". */
  row: z.string().regex(/^[a-z][a-z0-9_]*$/).optional(),
  /** Plan collection the rows live in; without it they are kept as answers under this key. */
  collection: z.string().optional(),
  columns: z.array(outlineColumnSchema).optional(),
  /** False: what is answered is about its own year and is written anew; else next year's plan starts with it, to be confirmed. */
  carries: z.boolean().optional(),
  /** Never leaves the LEA. */
  private: z.boolean().optional(),
  /** Other languages of question and help; official wording stays English. */
  texts: z.record(z.string(), z.strictObject({ question: z.string(), help: z.string() })).optional(),
});
export type Statement = z.infer<typeof statementSchema>;

export const outlineSchema = z.strictObject({
  version: z.int(),
  chapters: z.array(z.strictObject({ id: z.string(), title: z.string(), help: z.string(), statements: z.array(statementSchema) })),
  /** Facts the system holds and never asks: address prefixes with what they are and where they come from. */
  held: z.array(z.strictObject({ prefix: z.string(), what: z.string(), from: z.string(), addresses: z.array(z.string()) })),
});
export type Outline = z.infer<typeof outlineSchema>;

// ── Catalogs ───────────────────────────────────────────────────────────────────────────────────────

export const catalogSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  source: z.string(),
  confidence: confidenceSchema,
  entries: z.array(
    z.looseObject({
      code: z.string(),
      /** As printed on the official form, where one prints it. */
      label: z.string(),
    }),
  ),
});
export type Catalog = z.infer<typeof catalogSchema>;
export type CatalogEntry = Catalog["entries"][number];

// ── Editions ───────────────────────────────────────────────────────────────────────────────────────

export const fieldKindSchema = z.enum(["text", "richtext", "money", "percent", "date", "choice", "list", "table", "calculated", "fixed", "element", "chart"]);

const originSchema = z.enum(["state", "vendor", "legacy"]);

const fieldBase = {
  id: fieldId,
  /** As printed on the form. */
  label: z.string().optional(),
  prompt: z.string().optional(),
  /** Our help; never printed in the document. */
  guidance: z.string().optional(),
  kind: fieldKindSchema,
  when: cel.optional(),
  /** Counted as missing when nothing answers it; default true, false for fixed words. A place that may stay blank but is one of the form has counted: true. */
  required: z.boolean().optional(),
  counted: z.boolean().optional(),
  /** The official workbook computes it too (class C*). */
  form_computes: z.boolean().optional(),
  /** Answered at another field: of this form, or "program:field" of another program's, whose answer this form prints from its own map rows and nobody counts twice. */
  alias_of: z.union([fieldId, z.string().regex(/^[a-z][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9_.[\]-]*$/)]).optional(),
  /** Who put it on the form; the state where nothing is said. */
  origin: originSchema.optional(),
  /** Keeps only these rows of the source's collection: "line.fund == 'lcff'". */
  filter: cel.optional(),
  /** Catalog whose labels the form prints for codes. */
  catalog: z.string().optional(),
  /** A function of app/domain/calculations by name, for kind calculated (and chart). */
  calculation: z.string().optional(),
  /** How a calculated value prints. */
  shows: z.enum(["money", "percent", "text", "list", "number"]).optional(),
  /** Spreadsheet formula over [field ids], for the xlsx. */
  formula: z.string().optional(),
  /** Fixed words; {field.id}, {lea}, {year} and {prior_year} are merged in. */
  text: z.string().optional(),
  style: z.enum(["heading2", "heading3", "heading4", "heading5", "lead", "body", "note", "list"]).optional(),
  /** Printed where nothing is due: "Not Applicable". */
  if_empty: z.string().optional(),
  /** By source address: our sentence before what that source adds to the answer ("Schools receiving Equity Multiplier funds:"). */
  leads: z.record(z.string(), z.string()).optional(),
  /** Labelled parts of one cell, in order; the part without a calculation is the field's own answer. */
  parts: z.array(z.strictObject({ label: z.string(), calculation: z.string().optional() })).optional(),
  /** False: not printed at its own place, only inside the fixed words that name it (amounts of the budget overview). */
  printed: z.boolean().optional(),
  money: z.enum(["dollars", "cents"]).optional(),
  decimals: z.int().min(0).max(6).optional(),
  share: z.number().positive().optional(),
  cite: z.array(z.string()).default([]),
  source: z.string().default(""),
  confidence: confidenceSchema.optional(),
  wording: wordingSchema.optional(),
};

/** A field that is not a table, hence also a column of one. */
export const simpleFieldSchema = z.strictObject(fieldBase);
export type SimpleField = z.infer<typeof simpleFieldSchema>;

export const fieldSchema = z.strictObject({
  ...fieldBase,
  /** Printed caption of a table. */
  title: z.string().optional(),
  /** Text alternative of a table. */
  summary: z.string().optional(),
  sheet: z.string().optional(),
  /** Repeated rows: one per row of a collection ("action", "opening_action", "metric", "event"), filtered, belonging to the goal at hand if the part repeats per goal. */
  rows: z.strictObject({ collection: z.string(), scope: z.enum(["own", "lea", "schools"]).optional(), filter: cel.optional(), group_by: z.string().optional() }).optional(),
  /** Each row prints as a box of its own, a line for each column; the words of its first line, with {n} for the number of the row. For rows of long answers. */
  boxes: z.string().optional(),
  columns: z.array(simpleFieldSchema).optional(),
  /** Fixed rows: a header, then rows of a label and fields (a form box, a ratio table, a totals row). */
  grid: z
    .strictObject({
      header: z.array(z.string()).optional(),
      header_hidden: z.boolean().optional(),
      lines: z.array(z.strictObject({ label: z.string().optional(), fields: z.array(simpleFieldSchema) })),
    })
    .optional(),
});
export type Field = z.infer<typeof fieldSchema>;

export const partSchema = z.strictObject({
  id: z.string(),
  heading: z.string(),
  level: z.int().min(1).max(4).default(2),
  /** Another heading where a condition holds (a county office's form); the first that does. */
  headings: z.array(z.strictObject({ when: cel, heading: z.string() })).optional(),
  template: z.strictObject({ id: z.string(), stamp: z.string() }).optional(),
  origin: originSchema.optional(),
  when: cel.optional(),
  repeat: z.strictObject({ collection: z.enum(["goal"]), filter: cel.optional() }).optional(),
  page: z.strictObject({ paper: z.enum(["letter", "tabloid"]).default("letter"), orientation: z.enum(["portrait", "landscape"]).default("portrait") }).optional(),
  /** Not to be changed once the plan is filed, while this holds of the newest letter (`letter`). */
  locked_when: cel.optional(),
  /** Name of an attached official file that belongs here (the state's instructions). */
  attachment: z.strictObject({ id: z.string(), where: z.string() }).optional(),
  fields: z.array(fieldSchema),
});
export type Part = z.infer<typeof partSchema>;

export const editionSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/i),
  program: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  /** Letters shown beside the colour and shape of the program: "LCAP". */
  short: z.string(),
  authority: z.array(z.string()).min(1),
  years: z.array(z.string()).min(1),
  subject: z.enum(["lea", "school"]),
  /** Which organizations of the subject's kind need this form; all of them where nothing is said. */
  applies: cel.optional(),
  template: z.strictObject({ id: z.string(), stamp: z.string() }),
  status: z.enum(["official", "working", "draft"]),
  language: z.string().default("en"),
  /** Decimals of percentages, and whether money prints cents. */
  display: z.strictObject({ percent_decimals: z.int().min(0).max(6), money: z.enum(["dollars", "cents"]) }),
  footer: z.string(),
  /** Ids of the rules (app/domain/rules) a plan for this form is checked against, in any order. */
  rules: z.array(z.string()).default([]),
  /** Rules that weigh otherwise for this form than elsewhere. */
  severities: z.record(z.string(), severitySchema).default({}),
  /** Which of the rules a printed form answers by itself, with the parts of a reading (app/domain/imports/certainties) they look at; the rest need facts that no form prints. */
  in_print: z.array(z.strictObject({ parts: z.array(z.string()), rules: z.array(z.string()).min(1) })).optional(),
  /** The way it goes when it is done (a file of crosswalks/workflows); without one it is not sent by itself. */
  workflow: z.string().optional(),
  /** Where this program's plan is filed, which is not the portal: in a sentence for the document, and a name for the place to begin with. `by_kind`: where a kind of LEA files elsewhere. */
  filed_with: z.strictObject({ place: z.string(), words: z.string(), by_kind: z.partialRecord(z.enum(["district", "coe", "charter"]), z.strictObject({ place: z.string(), words: z.string() })).optional(), cite: z.array(z.string()).default([]), source: z.string(), confidence: confidenceSchema }).optional(),
  parts: z.array(partSchema).min(1),
});
export type Edition = z.infer<typeof editionSchema>;

/** A program's extra questions: what the shared statements do not cover. Same shape as a statement of the outline, asked only for that program. */
export const supplementsSchema = z.strictObject({
  program: z.string(),
  statements: z.array(statementSchema.extend({ key: z.string().regex(/^[a-z_]+\.[a-z_]+$/) })),
});
export type Supplements = z.infer<typeof supplementsSchema>;

// ── Maps ───────────────────────────────────────────────────────────────────────────────────────────

export const relationSchema = z.enum(["equal", "superset", "subset", "intersects"]);
export type Relation = z.infer<typeof relationSchema>;

/** One line of a map file; `file` and `row` say where, for messages and provenance. */
export const mapRowSchema = z.strictObject({
  field: fieldId,
  source: z.string().min(1, "A map row names its source: an address, calc:… or fixed:…."),
  scope: z.enum(["own", "lea", "schools"]),
  when: z.string(),
  relation: relationSchema,
  order: z.coerce.number().int().min(1),
  complete: z.enum(["y", "n"]),
  supplement: z.string(),
  class: z.enum(["H", "C", "C*", "R", "S", "P", "O", "X", "-"]),
  rationale: z.string().min(1, "Every map row says why: no empty reasons."),
  authority: z.string().min(1, "Every map row names its authority."),
  status: z.enum(["unreviewed", "reviewed"]),
  reviewed_by: z.string(),
  reviewed_on: z.string(),
});
export type MapRow = z.infer<typeof mapRowSchema> & { file: string; row: number };
export const mapColumns = ["field", "source", "scope", "when", "relation", "order", "complete", "supplement", "class", "rationale", "authority", "status", "reviewed_by", "reviewed_on"] as const;

/** Everything the crosswalk folder says, loaded: the domain gets this value and never the files. */
export type Crosswalks = {
  outline: Outline;
  catalogs: Record<string, Catalog>;
  programs: ProgramCrosswalk[];
  calendar: CalendarRules;
  workflows: Record<string, Workflow>;
  /** How each kind of the state's published files is read. */
  stateFiles: StateFileKind[];
  /** By which criteria LEAs are identified, dated. */
  criteria: Criteria[];
  /** Counts made by hand, to hold the meter's own beside. */
  workedCounts: WorkedCount[];
};
export type ProgramCrosswalk = { program: string; edition: Edition; supplements: Statement[]; map: MapRow[] };

/** A fault in a crosswalk file, with its place and the mend. */
export type CrosswalkFault = { file: string; row: number; column: number; message: string; fix: string };
