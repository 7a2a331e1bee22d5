// What was looked at of a plan while something was worked out: which collections, and whose rows of them.
import type { PlanCollection } from "#schemas/plan.ts";
import { planCollections } from "#schemas/plan.ts";

/** Bits of collections: rows of the organization a form is about, rows of its LEA, rows of anybody. */
export type Reads = { own: number; lea: number; any: number };

/** A collection; or nothing of the LEA's goals and actions but the numbers they print under, which an edit seldom changes. */
type Looked = PlanCollection | "numbers";
const others: readonly Looked[] = [...planCollections.filter((name) => name !== "answers"), "numbers"];
/** Answers are told apart by their question, in as many groups as there are bits left. */
const groups = 31 - others.length;
const allAnswers = 2 ** 31 - 2 ** others.length;
const bits = Object.fromEntries([...others.map((name, at) => [name, 1 << at]), ["answers", allAnswers]]) as Record<Looked, number>;

/** `key`: of which question, where only answers to that one are meant. */
export function bitsOf(collection: Looked, key?: string): number {
  if (collection !== "answers" || key === undefined) return bits[collection];
  let mixed = 0;
  for (let at = 0; at < key.length; at += 1) mixed = (mixed * 31 + key.charCodeAt(at)) % 65_521;
  return 1 << (others.length + (mixed % groups));
}
export const meet = (one: Reads, other: Reads): boolean => ((one.own & other.own) | (one.lea & other.lea) | (one.any & other.any)) !== 0;
export const unionOf = (all: readonly Reads[]): Reads => all.reduce<Reads>((sum, { own, lea, any }) => ({ own: sum.own | own, lea: sum.lea | lea, any: sum.any | any }), { own: 0, lea: 0, any: 0 });

/** Everything that answers from a plan's rows notes it here; what is remembered notes again what it was made from. */
export class ReadLog implements Reads {
  own = 0;
  lea = 0;
  any = 0;
  constructor(
    readonly orgId: string,
    readonly leaId: string,
  ) {}
  /** `orgId`: whose rows; null where it may be anybody's. `key`: of which question, of answers. */
  note(collection: Looked, orgId: string | null, key?: string): void {
    if (orgId === this.orgId) this.own |= bitsOf(collection, key);
    else if (orgId === this.leaId) this.lea |= bitsOf(collection, key);
    else this.any |= bitsOf(collection, key);
  }
  add({ own, lea, any }: Reads): void {
    this.own |= own;
    this.lea |= lea;
    this.any |= any;
  }
  /** The result of `work` and what it looked at, which counts here as well. */
  during<Result>(work: () => Result): { result: Result; reads: Reads } {
    const { own, lea, any } = this;
    this.own = this.lea = this.any = 0;
    try {
      const result = work();
      return { result, reads: { own: this.own, lea: this.lea, any: this.any } };
    } finally {
      this.add({ own, lea, any });
    }
  }
  /** Worked out when it is first asked for. */
  later<Result>(work: () => Result): () => Result {
    const remember = this.memory<Result>();
    return () => remember("", work);
  }
  /** The same for several works, each under its name. */
  memory<Result>(): (name: unknown, work: () => Result) => Result {
    const made = new Map<unknown, { result: Result; reads: Reads }>();
    return (name, work) => {
      let one = made.get(name);
      if (one) this.add(one.reads);
      else made.set(name, (one = this.during(work)));
      return one.result;
    };
  }
}
