// The sample district's written schools forty times over: for benches of a whole district.
import { buildExample } from "#db/examples/examples.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import { planCollections } from "#schemas/plan.ts";

type Loose = Record<string, unknown> & { id: string; orgId: string };

/** A district plan with `count` schools that each fill a school plan; ids that name a school or its rows carry the copy's number. */
export function manySchools(count = 40): Plan {
  const sample = buildExample("sample-running");
  const written = ["bridges", "alder-valley-middle", "alder-valley-high", "orchard"];
  const lea = (row: Loose) => !written.includes(row.orgId);
  const plan = { ...sample, organizations: sample.organizations.filter((one) => !written.includes(one.id)), identifications: sample.identifications.filter((one) => !written.includes(one.orgId)), dashboard: sample.dashboard.filter((one) => !written.includes(one.orgId)) } as Plan;
  const rows = Object.fromEntries(planCollections.map((name) => [name, (sample[name] as unknown as Loose[]).filter(lea)])) as Record<PlanCollection, Loose[]>;
  for (let n = 0; n < count; n += 1) {
    const from = written[n % written.length] ?? "";
    const own = { ...Object.fromEntries(planCollections.map((name) => [name, (sample[name] as unknown as Loose[]).filter((row) => row.orgId === from)])) };
    // Every id of the school's own begins with the school's: one replacement moves rows, links and the school together.
    const copy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value).replaceAll(`"${from}`, `"school-${n}-of-${from}`)) as Value;
    plan.organizations.push(...copy(sample.organizations.filter((one) => one.id === from)).map((one) => ({ ...one, cds: `9999999${String(n + 1).padStart(7, "0")}`, name: `${one.name} ${n + 1}` })));
    plan.identifications.push(...copy(sample.identifications.filter((one) => one.orgId === from)).map((one, at) => ({ ...one, id: `status-${n}-${at}` })));
    plan.dashboard.push(...copy(sample.dashboard.filter((one) => one.orgId === from)).map((one, at) => ({ ...one, id: `result-${n}-${at}` })));
    for (const name of planCollections) rows[name].push(...copy(own[name] ?? []));
  }
  return { ...plan, ...rows } as unknown as Plan;
}
