// Invented LEAs by the thousand, each with a plan that was sent: marked as generated, for benches, drills and trying the state's export.
import { createHash, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { connect } from "#db/client.server.ts";
import type { Crosswalks, ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { dayInCalifornia } from "#app/file-context.server.ts";
import { canonicalJson } from "#app/domain/audit/canonical-json.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { freeze, frozenForm, receiptNumber } from "#app/domain/review/freeze.ts";
import { dictionaryVersion } from "#app/domain/state/dictionary.ts";
import { tablesToKeep } from "#app/services/state/write-state-export.server.ts";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
/** Copied into every generated LEA in the template's place. */
const template = { leaId: "template-lea", planId: "template-plan", cds: "98999990000000", name: "Template of generated LEAs" };
const tables = ["organization", "organization_relation", "plan", "filing", "submission", "submission_table", "filing_move"];

/**
 * Adds LEAs "generated-0001", … under a county office of a sample installation, each with what `plan` says, sent at `at` through `program`.
 * Only by the owner of the tables, who steps round row security for it; nothing of this is in the product.
 */
export async function generateLeas(ownerUrl: string, { crosswalks, program, plan, count, countyOffice = "toyon-coe", at = new Date("2025-06-27T18:00:00Z") }: { crosswalks: Crosswalks; program: ProgramCrosswalk; plan: Plan; count: number; countyOffice?: string; at?: Date }): Promise<void> {
  const one = JSON.parse(JSON.stringify(plan).replaceAll(`"${plan.leaId}"`, `"${template.leaId}"`).replaceAll(`"${plan.id}"`, `"${template.planId}"`)) as Plan;
  const moved: Plan = { ...one, organizations: one.organizations.map((org) => (org.id === template.leaId ? { ...org, cds: template.cds, name: template.name } : org)) };
  const [filingId, receivedOn] = [randomUUID(), dayInCalifornia(at)];
  const form = frozenForm(crosswalks, program, {});
  const formText = canonicalJson(form, true);
  const receipt = receiptNumber({ short: program.edition.short, year: plan.year, cds: template.cds, number: 1, kind: "sent" });
  const value = freeze(crosswalks, readForm({ plan: moved, crosswalks, program }), { kind: "sent", receipt, number: 1, filingId, form: sha256(formText), receivedAt: at.toISOString(), receivedOn, dueOn: null, side: "no-date", sentBy: { id: "generated", name: "Generated" }, words: "", adoptedOn: null, findings: [] });
  const content = canonicalJson(value, true);
  const owner = connect(ownerUrl, { max: 1 });
  const lea = sql.raw(`('generated-' || lpad(n::text, 4, '0'))`);
  const cds = sql.raw(`('98' || lpad(n::text, 5, '0') || '0000000')`);
  const name = sql.raw(`('Generated LEA ' || lpad(n::text, 4, '0') || ' (invented)')`);
  const filing = sql.raw(`md5('generated-' || lpad(n::text, 4, '0'))::uuid`);
  const series = sql.raw(`generate_series(1, ${count}) n`);
  const adapted = (text: ReturnType<typeof sql>) => sql`replace(replace(replace(replace(replace(${text}, ${template.leaId}, ${lea}), ${template.planId}, ${lea} || '-plan'), ${template.cds}, ${cds}), ${template.name}, ${name}), ${filingId}, ${filing}::text)`;
  try {
    await owner.transaction().execute(async (tx) => {
      for (const table of tables) await sql`alter table ${sql.table(table)} no force row level security`.execute(tx);
      await sql`insert into form_version (hash, program, edition, content) values (${sha256(formText)}, ${program.program}, ${program.edition.id}, ${formText}) on conflict do nothing`.execute(tx);
      await sql`insert into organization (lea_id, id, kind, name, cds, sample) select ${lea}, ${lea}, 'district', ${name}, ${cds}, true from ${series}`.execute(tx);
      await sql`insert into organization_relation (lea_id, org_id, kind, other_lea_id, other_id, since) select ${lea}, ${lea}, 'in-county', ${countyOffice}, ${countyOffice}, '2024-07-01' from ${series}`.execute(tx);
      await sql`insert into plan (lea_id, id, org_id, schema_version, year, cycle_start, language) select ${lea}, ${lea} || '-plan', ${lea}, ${plan.schemaVersion}, ${plan.year}, ${plan.cycle.start}, 'en' from ${series}`.execute(tx);
      await sql`insert into filing (lea_id, id, org_id, plan_id, year, program, edition, workflow, state, lea_kind, lea_name, org_name, cds, county, copies, sent)
        select ${lea}, ${filing}, ${lea}, ${lea} || '-plan', ${plan.year}, ${program.program}, ${program.edition.id}, ${program.edition.workflow ?? ""}, 'submitted', 'district', ${name}, ${name}, ${cds}, 'Generated county ' || lpad((n % 58 + 1)::text, 2, '0'), 1, true from ${series}`.execute(tx);
      await sql`insert into submission (lea_id, filing_id, number, org_id, plan_id, year, program, edition, form, kind, receipt, received_at, received_on, due_on, side, content, hash)
        select ${lea}, ${filing}, 1, ${lea}, ${lea} || '-plan', ${plan.year}, ${program.program}, ${program.edition.id}, ${sha256(formText)}, 'sent', replace(${receipt}, ${template.cds}, ${cds}), ${at}, ${receivedOn}, null, 'no-date', made, encode(sha256(convert_to(made, 'UTF8')), 'hex')
        from ${series}, lateral (select ${adapted(sql`${content}::text`)} as made) as text`.execute(tx);
      await sql`insert into filing_move (lea_id, org_id, filing_id, move, from_state, to_state, made_on, words, person, person_name, body, submission_number, open_above)
        select ${lea}, ${lea}, ${filing}, 'send', 'adopted', 'submitted', ${receivedOn}, '', 'generated', 'Generated', ${lea}, 1, true from ${series}`.execute(tx);
      for (const table of tablesToKeep(value, form)) {
        await sql`insert into submission_table (lea_id, filing_id, number, org_id, dictionary, name, rows, ndjson, csv, hash)
          select ${lea}, ${filing}, 1, ${lea}, ${dictionaryVersion}, ${table.name}, ${table.rows}, lines, cells, encode(sha256(convert_to(lines || cells, 'UTF8')), 'hex')
          from ${series}, lateral (select ${adapted(sql`${table.ndjson}::text`)} as lines, ${adapted(sql`${table.csv}::text`)} as cells) as text`.execute(tx);
      }
      for (const table of tables) await sql`alter table ${sql.table(table)} force row level security`.execute(tx);
    });
    await sql`analyze`.execute(owner);
  } finally {
    await owner.destroy();
  }
}
