// Is a document that was read the LEA's own, by the code and name it prints? A school's plan carries the school's whole code.
import type { Plan } from "#schemas/plan.ts";

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** By county and district part of the CDS code where one is printed whole, else by name. */
export function isOwnDocument({ leaName, cds }: { leaName: string; cds: string }, plan: Pick<Plan, "leaId" | "organizations">, orgId: string = plan.leaId): boolean {
  const lea = plan.organizations.find(({ id }) => id === orgId);
  if (!lea) return false;
  const digits = cds.replace(/\D/g, "");
  if (digits.length === 14) return orgId === plan.leaId ? digits.slice(0, 7) === lea.cds.slice(0, 7) : digits === lea.cds;
  return letters(leaName) !== "" && letters(leaName) === letters(lea.name);
}
