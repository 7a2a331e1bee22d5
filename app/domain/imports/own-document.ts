// Is a document that was read the LEA's own, by the code and name it prints? A school's plan carries the school's whole code.
/** Whose it may be; a plan is one. */
export type Owner = { leaId: string; organizations: readonly { id: string; name: string; cds: string }[] };

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** By county and district part of the CDS code where one is printed whole, else by name. */
export function isOwnDocument({ leaName, cds }: { leaName: string; cds: string }, plan: Owner, orgId: string = plan.leaId): boolean {
  const lea = plan.organizations.find(({ id }) => id === orgId);
  if (!lea) return false;
  const digits = cds.replace(/\D/g, "");
  if (digits.length === 14) return orgId === plan.leaId ? digits.slice(0, 7) === lea.cds.slice(0, 7) : digits === lea.cds;
  return letters(leaName) !== "" && letters(leaName) === letters(lea.name);
}
