// What a submission freezes: the rows its form reads, with the approvals and findings of that moment. Kept as canonical JSON and never rewritten.
import type { Crosswalks, ProgramCrosswalk } from "./crosswalk.ts";
import type { Finding } from "./finding.ts";
import type { Meeting, Plan } from "./plan.ts";
import type { RichText } from "./rich-text.ts";

/** Raised when the shape changes; older ones are upgraded on read. */
export const submissionVersion = 1;

export type SubmissionKind = "shared" | "vote" | "sent";
export type DeadlineSide = "in-time" | "late" | "no-date";

/** The form as it stood: edition, map, extra questions, with the outline and catalogs they speak of and the official texts attached. Kept once for all that were sent through it, under the hash of its canonical JSON. */
export type FrozenForm = Pick<Crosswalks, "outline" | "catalogs" | "workflows"> & { program: ProgramCrosswalk; attachments: Record<string, RichText> };

export type FrozenSubmission = {
  submissionVersion: typeof submissionVersion;
  kind: SubmissionKind;
  receipt: string;
  /** 1 for the first of this plan's program, then 2, … */
  number: number;
  filingId: string;
  leaId: string;
  /** Whose plan: the LEA, or a school. */
  orgId: string;
  organization: { name: string; cds: string };
  program: string;
  edition: string;
  /** Hash of the form's canonical JSON. */
  form: string;
  year: string;
  /** The server's time, once. */
  receivedAt: string;
  /** That day in California, and the last day. */
  receivedOn: string;
  dueOn: string | null;
  side: DeadlineSide;
  sentBy: { id: string; name: string };
  /** What was said with it. */
  words: string;
  adoptedOn: string | null;
  approvals: Meeting[];
  findings: Finding[];
  counts: { answered: number; partly: number; missing: number; notApplicable: number };
  plan: Plan;
};
