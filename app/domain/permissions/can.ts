// May this person do this to that? The one policy; every service asks it first.

export type Actor = { id: string; leaId: string };
export type Verb = "plan.read" | "plan.change" | "document.export";

/** For now a person does everything in their own LEA and nothing elsewhere; what is elsewhere does not exist for them. */
export function can(user: Actor, _verb: Verb, object: { leaId: string }): boolean {
  return user.leaId !== "" && user.leaId === object.leaId;
}
