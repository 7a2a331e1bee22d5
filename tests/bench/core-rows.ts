// The pure core on a large plan, measured against reading the same plan from JSON.
import { ms, type Row } from "./measure.ts";
import type { Workshop } from "./workshop.ts";

export async function coreRows({ node }: Workshop): Promise<Row[]> {
  const { parse, coverage, blocks, bytes } = JSON.parse(await node("core", [])) as Record<"parse" | "coverage" | "blocks" | "bytes", number>;
  const against = `JSON.parse ${ms(parse)} for ${(bytes / 1e6).toFixed(1)} MB`;
  return [
    { name: "coverage / JSON.parse of the plan", figure: coverage / parse, unit: "x", goal: { most: 2 }, note: `${ms(coverage)}, ${against}` },
    { name: "block building / JSON.parse of the plan", figure: blocks / parse, unit: "x", goal: { most: 5 }, note: `${ms(blocks)}, ${against}` },
  ];
}
