// Which steps can an office note for a district that does not work here, and which codes name a district of its county?
import { controlCharacters } from "#schemas/scalars.ts";
import type { Workflow, WorkflowMove } from "#schemas/workflow.ts";
import type { DirectoryKind } from "#app/domain/state/who-owes.ts";
import { citedFor, movesFrom, stateOf } from "./workflow.ts";
import type { Subject } from "./workflow.ts";

/** Only districts file with their county office: a charter's plan goes to its authorizer, a county office's to the state (lcap 8.6). The district stands below the office that entered it, under a name no organization here has. */
export const outsideSubject = ({ cds, leaId }: { cds: string; leaId: string }): Subject => ({ leaKind: "district", level: "lea", owned: { leaId: `cds:${cds}`, orgId: `cds:${cds}`, above: [leaId] }, authorizes: false });

const district = { leaKind: "district", level: "lea" } as const;
const ofAuthor = (workflow: Workflow, state: string): WorkflowMove[] => movesFrom(workflow, state, district).filter(({ by }) => by === "author");

/** The step by which an adopted plan comes to the office for the first time; undefined where a workflow sends nothing. */
export const firstSending = (workflow: Workflow): WorkflowMove | undefined =>
  workflow.moves.map((move) => citedFor(move, "district")).find(({ by, freezes, from }) => by === "author" && freezes === "sent" && from.every((state) => stateOf(workflow, state).above !== "sent"));

/** Can the author come from here to where the plan is sent, with nobody else's step between? */
function sendsAgain(workflow: Workflow, state: string, sending: WorkflowMove): boolean {
  const seen = new Set([state]);
  for (const at of seen) {
    if (sending.from.includes(at)) return true;
    for (const { to } of ofAuthor(workflow, at)) seen.add(to);
  }
  return false;
}

/** What can come from the district while its plan stands here: its own steps that the office sees, and a new plan where it may send one. What it does at home before is not noted. */
export function stepsOfDistrict(workflow: Workflow, state: string): WorkflowMove[] {
  const seen = ofAuthor(workflow, state).filter(({ to }) => stateOf(workflow, to).above === "sent");
  const sending = firstSending(workflow);
  const again = sending !== undefined && stateOf(workflow, state).holder !== "reviewer" && !seen.some(({ id }) => id === sending.id) && sendsAgain(workflow, state, sending);
  return again ? [...seen, sending] : seen;
}

export type DistrictProblem = "code" | "county" | "kind" | "name";

/** A code is fourteen digits: two of the county, five of the district, and zeros, for a district has no school's number. What the state's directory says of it goes before what was typed. */
export function districtOf(typed: { cds: string; name: string }, office: { cds: string }, known: { name: string; kind: DirectoryKind } | undefined): { name: string; cds: string } | { problem: DistrictProblem } {
  const cds = typed.cds.replace(/[\s-]/g, "");
  const name = (known?.name ?? typed.name).normalize("NFC").replace(/\s+/g, " ").trim();
  if (!/^\d{7}0{7}$/.test(cds)) return { problem: "code" };
  if (cds.slice(0, 2) !== office.cds.slice(0, 2)) return { problem: "county" };
  if (cds === office.cds || (known && known.kind !== "district")) return { problem: "kind" };
  return name === "" || name.length > 200 || controlCharacters.test(name) ? { problem: "name" } : { name, cds };
}
