// The way a program's plan goes from its author to whoever decides: the shape of the files in crosswalks/workflows/.
import { z } from "zod";

const stateId = z.string().regex(/^[a-z][a-z-]*$/);
const kindSchema = z.enum(["district", "coe", "charter"]);
/** `cite_by`: the law where each kind of LEA has a section of its own; in place of `cite`. */
const cited = { cite: z.array(z.string()).default([]), cite_by: z.partialRecord(kindSchema, z.array(z.string())).optional(), source: z.string(), confidence: z.enum(["high", "medium", "low"]) };

/** Whose turn it is. `author` writes the plan (the LEA, or the school of a school's form), `council` and `board` vote, `reviewer` is the body over the LEA. */
export const holderSchema = z.enum(["author", "council", "board", "reviewer", "nobody"]);
export type Holder = z.infer<typeof holderSchema>;

export const workflowStateSchema = z.strictObject({
  id: stateId,
  title: z.string(),
  /** Who holds the ball. */
  holder: holderSchema,
  /** What is open to the bodies above while a plan stands here: nothing, the copy shared with them, or what was sent. */
  above: z.enum(["nothing", "shared", "sent"]).default("nothing"),
});
export type WorkflowState = z.infer<typeof workflowStateSchema>;

export const workflowMoveSchema = z.strictObject({
  id: stateId,
  /** On the button. */
  title: z.string(),
  from: z.array(stateId).min(1),
  to: stateId,
  by: z.enum(["author", "council", "board", "reviewer", "decider"]),
  /** Kinds of LEA it is for; all where nothing is said. */
  kinds: z.array(kindSchema).optional(),
  /** Freezes a copy: one to share, one of a vote inside the LEA, or the one that is sent. */
  freezes: z.enum(["shared", "vote", "sent"]).optional(),
  /** The rules' errors stand in the way. */
  needs_no_errors: z.boolean().default(false),
  /** The board's adoption must be on record in the plan. */
  needs_adoption: z.boolean().default(false),
  /** Written with the move: a day (of a meeting, of receipt) and words (a question, reasons). */
  asks: z.strictObject({ day: z.string().optional(), words: z.string().optional() }).default({}),
  /** A sensitive act: the person has signed in lately. */
  signed: z.boolean().default(false),
  /** The letter the record makes of it. */
  letter: z.enum(["clarification", "amendments", "approval", "refusal"]).optional(),
  ...cited,
});
export type WorkflowMove = z.infer<typeof workflowMoveSchema>;

/** A day by which a move is due: fixed in the plan's year, or some days after another day. */
export const workflowClockSchema = z.strictObject({
  /** As in the fact sheet: "D-15". */
  id: z.string(),
  title: z.string(),
  owner: holderSchema,
  kinds: z.array(kindSchema).optional(),
  /** States in which it runs. */
  runs: z.array(stateId).min(1),
  /** Days (calendar days) after the adoption, or after the last of these moves was made; or month and day in the calendar year in which the plan's year begins. */
  due: z.union([z.strictObject({ days: z.int().min(0), after: z.union([z.literal("adoption"), z.array(stateId).min(1)]), /** They count from the receipt, of which the record knows only the day of sending. */ from_receipt: z.literal(true).optional() }), z.strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31) })]),
  ...cited,
});
export type WorkflowClock = z.infer<typeof workflowClockSchema>;

export const workflowSchema = z.strictObject({
  id: stateId,
  title: z.string(),
  states: z.array(workflowStateSchema).min(2),
  /** The first state is where every plan begins. */
  moves: z.array(workflowMoveSchema).min(1),
  clocks: z.array(workflowClockSchema).default([]),
  /** What the law says a decision rests on; a checklist begins with these. */
  criteria: z
    .array(
      z.strictObject({
        id: z.string(),
        text: z.string(),
        /** Kinds of LEA it is for; all where nothing is said. */
        kinds: z.array(kindSchema).optional(),
        /** Not a criterion of the decision: a group of its own, and never a reason of a refusal. */
        apart: z.literal(true).optional(),
        /** Only where this holds of the plan (CEL, as in an edition). */
        when: z.string().optional(),
        /** Rules of the editions whose findings bear on it; "R-IIS-*" means all that begin so. */
        rules: z.array(z.string()).optional(),
        /** Takes the parts of the form, and the rules no other criterion names. */
        rest: z.literal(true).optional(),
        /** The adopted budget's figures are held beside the plan's. */
        figures: z.literal(true).optional(),
        /** The body above gets a list of LEAs that meet it: the id of that duty, "D-22". */
        list: z.string().optional(),
        ...cited,
      }),
    )
    .default([]),
});
export type Workflow = z.infer<typeof workflowSchema>;
