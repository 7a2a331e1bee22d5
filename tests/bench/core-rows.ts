// The pure core on a large plan, measured against reading the same plan from JSON.
import { ms, type Row } from "./measure.ts";
import type { Workshop } from "./workshop.ts";

export async function coreRows({ node }: Workshop): Promise<Row[]> {
  type Figures = Record<"parse" | "coverage" | "blocks", number>;
  const { taken, cpu, bytes } = JSON.parse(await node("core", [])) as { taken: Figures; cpu: Figures; bytes: number };
  const { parse, coverage, blocks } = taken;
  const against = (way: keyof Figures) => `JSON.parse ${ms(parse)} for ${(bytes / 1e6).toFixed(1)} MB; by processor time ${(cpu[way] / cpu.parse).toFixed(1)}x`;
  return [
    { name: "coverage / JSON.parse of the plan", figure: coverage / parse, unit: "x", goal: { most: 2 }, note: `${ms(coverage)}, ${against("coverage")}` },
    { name: "block building / JSON.parse of the plan", figure: blocks / parse, unit: "x", goal: { most: 5 }, note: `${ms(blocks)}, ${against("blocks")}` },
  ];
}
