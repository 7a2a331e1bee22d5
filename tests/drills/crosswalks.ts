// Whatever a person does to a crosswalk file, the checker says where and how to mend it, or the form still works.
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { calculations } from "#app/domain/calculations/registry.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import { checkCrosswalks, projectCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import type { CrosswalkFault } from "#schemas/crosswalk.ts";
import { chanceOf } from "./drill.ts";
import type { Chance, Drill } from "./drill.ts";

type Edit = { name: string; make: (text: Buffer, chance: Chance) => Buffer };

/** An edit of the list of lines. */
const ofLines = (name: string, change: (lines: string[], chance: Chance) => void): Edit => ({
  name,
  make: (text, chance) => {
    const lines = text.toString("utf8").split("\n");
    change(lines, chance);
    return Buffer.from(lines.join("\n"));
  },
});
const swap = (list: string[], one: number, other: number) => ([list[one], list[other]] = [list[other] ?? "", list[one] ?? ""]);

/** An edit of the rows and cells of a map, as a spreadsheet would write it back. */
const ofCells = (name: string, change: (rows: string[][], chance: Chance) => void): Edit => ({
  name,
  make: (text, chance) => {
    let rows: string[][];
    try {
      rows = parse(text.toString("utf8"), { relax_column_count: true, relax_quotes: true, bom: true }) as string[][];
    } catch {
      return text;
    }
    if (rows.length > 1) change(rows, chance);
    return Buffer.from(rows.map((row) => row.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")).join("\n"));
  },
});

const edits: Edit[] = [
  {
    name: "flip bits",
    make: (text, chance) => {
      const changed = Buffer.from(text);
      for (let flips = chance.whole(1, 3); flips > 0 && changed.length > 0; flips -= 1) {
        const at = chance.whole(0, changed.length - 1);
        changed[at] = (changed[at] ?? 0) ^ (1 << chance.whole(0, 7));
      }
      return changed;
    },
  },
  {
    name: "type a letter",
    make: (text, chance) => {
      const at = chance.whole(0, text.length);
      return Buffer.concat([text.subarray(0, at), Buffer.from(chance.pick([":", "-", "#", '"', "'", "{", "}", "[", "]", "&", "*", "!", "|", ">", "%", "@", "`", "\t", " ", "\n", "\r", ",", "a", "é", "0", "\u0000", "\u202e", "~", "<<: *x\n", "--- \n"])), text.subarray(at)]);
    },
  },
  { name: "cut the end off", make: (text, chance) => text.subarray(0, chance.whole(0, text.length)) },
  ofLines("drop a line", (lines, chance) => void lines.splice(chance.whole(0, lines.length - 1), 1)),
  ofLines("drop several lines", (lines, chance) => void lines.splice(chance.whole(0, lines.length - 1), chance.whole(2, 12))),
  ofLines("double a line", (lines, chance) => {
    const at = chance.whole(0, lines.length - 1);
    lines.splice(at, 0, lines[at] ?? "");
  }),
  ofLines("swap two lines", (lines, chance) => void swap(lines, chance.whole(0, lines.length - 1), chance.whole(0, lines.length - 1))),
  ofLines("swap a line with the next", (lines, chance) => {
    const at = chance.whole(0, Math.max(0, lines.length - 2));
    swap(lines, at, Math.min(at + 1, lines.length - 1));
  }),
  ofLines("change the indentation", (lines, chance) => {
    const at = chance.whole(0, lines.length - 1);
    lines[at] = chance.happens(0.5) ? ` ${lines[at]}` : (lines[at] ?? "").replace(/^ {1,2}/, "");
  }),
  ofLines("drop a word", (lines, chance) => {
    const at = chance.whole(0, lines.length - 1);
    const words = (lines[at] ?? "").split(/(\s+|[,{}[\]:]\s*)/);
    words.splice(chance.whole(0, words.length - 1), 1);
    lines[at] = words.join("");
  }),
  ofLines("write null, a number or a list instead of a value", (lines, chance) => {
    const at = chance.whole(0, lines.length - 1);
    lines[at] = (lines[at] ?? "").replace(/: .*$/, `: ${chance.pick(["null", "12", "[]", "{}", "true", "''", "[a, b]", "1e999", "*a", "&a 1", "2026-01-01"])}`);
  }),
];
const cellEdits: Edit[] = [
  ofCells("swap two cells of a row", (rows, chance) => {
    const row = chance.pick(rows);
    swap(row, chance.whole(0, row.length - 1), chance.whole(0, row.length - 1));
  }),
  ofCells("swap two cells of a column", (rows, chance) => {
    const column = chance.whole(0, (rows[0]?.length ?? 1) - 1);
    const [one, other] = [chance.pick(rows), chance.pick(rows)];
    [one[column], other[column]] = [other[column] ?? "", one[column] ?? ""];
  }),
  ofCells("swap any two cells", (rows, chance) => {
    const [one, other] = [chance.pick(rows), chance.pick(rows)];
    const [a, b] = [chance.whole(0, one.length - 1), chance.whole(0, other.length - 1)];
    [one[a], other[b]] = [other[b] ?? "", one[a] ?? ""];
  }),
  ofCells("empty a cell", (rows, chance) => {
    const row = chance.pick(rows);
    row[chance.whole(0, row.length - 1)] = "";
  }),
  ofCells("drop a column", (rows, chance) => {
    const column = chance.whole(0, (rows[0]?.length ?? 1) - 1);
    for (const row of rows) row.splice(column, 1);
  }),
  ofCells("add a cell", (rows, chance) => void chance.pick(rows).push("x")),
];

const placeless = (fault: CrosswalkFault): boolean => fault.file === "" || !(fault.row >= 1) || !(fault.column >= 1) || fault.message.trim() === "" || fault.fix.trim() === "";
const said = (fault: unknown): string => (fault instanceof Error ? (fault.stack ?? fault.message).split("\n").slice(0, 3).join(" | ") : String(fault));

export const crosswalks: Drill = {
  rounds: 500,
  run: async ({ rounds, seed, planted }) => {
    const broken: string[] = [];
    const counts = { edits: 0, unchanged: 0, found: 0, faults: 0, passed: 0, longestMilliseconds: 0 };
    const names = new Set(Object.keys(calculations));
    const folder = mkdtempSync(join(tmpdir(), "plan-once-crosswalks-"));
    // The planted fault: a checker that loses the place of what it finds in a map.
    const check = () => {
      const checked = checkCrosswalks(folder, names);
      return planted ? { ...checked, faults: checked.faults.map((fault) => (fault.file.endsWith(".csv") ? { ...fault, row: 0 } : fault)) } : checked;
    };
    try {
      const project = projectCrosswalks();
      for (const name of ["plan", "catalogs", "programs", "maps", "workflows", "calendar", "state-files", "criteria"]) cpSync(join(project, name), join(folder, name), { recursive: true });
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /^(plan|catalogs|programs|maps).*\.(yaml|csv)$/.test(name)).sort();
      const texts = new Map(files.map((name) => [name, readFileSync(join(folder, name))]));
      // Large files hold more to break: each is drawn by the root of its size.
      const drawn = files.flatMap((name) => Array<string>(Math.ceil(Math.sqrt((texts.get(name)?.length ?? 0) / 500))).fill(name));
      const plan = buildExample("sample");
      const form = checkCrosswalks(folder, names).crosswalks?.programs.find(({ edition }) => edition.years.includes(plan.year));
      if (!form) throw new Error("The project's own crosswalks have a fault, or no form for the sample's year.");

      for (let round = 1; round <= rounds; round += 1) {
        const chance = chanceOf(seed).fork(round);
        const file = chance.pick(drawn);
        const before: Buffer = texts.get(file) ?? Buffer.alloc(0);
        let after: Buffer = before;
        const done: string[] = [];
        for (let times = chance.pick([1, 1, 1, 2, 3]); times > 0; times -= 1) {
          const edit = chance.pick(file.endsWith(".csv") && chance.happens(0.5) ? cellEdits : edits);
          after = edit.make(after, chance);
          done.push(edit.name);
        }
        const where = `round ${round}, seed ${seed}, ${file}: ${done.join(", ")}`;
        counts.edits += done.length;
        if (after.equals(before)) counts.unchanged += 1;
        writeFileSync(join(folder, file), after);
        try {
          const startedAt = performance.now();
          const { crosswalks: read, faults } = check();
          counts.longestMilliseconds = Math.max(counts.longestMilliseconds, Math.round(performance.now() - startedAt));
          counts.faults += faults.length;
          if (faults.length > 0) {
            counts.found += 1;
            const bad = faults.filter(placeless);
            if (bad.length > 0) broken.push(`${where}: ${bad.length} of ${faults.length} faults have no place or no mend: ${JSON.stringify(bad[0])}`);
            if (read) broken.push(`${where}: there are faults and yet a value`);
          } else if (!read) broken.push(`${where}: there is no fault and no value`);
          else {
            counts.passed += 1;
            try {
              formsOfPlan(read, plan);
              const program = read.programs.find((one) => one.program === form.program && one.edition.id === form.edition.id) ?? read.programs[0];
              if (!program) throw new Error("There is no form left.");
              const reading = readForm({ plan, crosswalks: read, program });
              coverage(reading);
              findingsOf(reading);
              const document = buildDocument(reading, { copy: { kind: "internal-draft", preparedOn: "2026-11-22" } });
              if (document.sections.length === 0) throw new Error("The document is empty.");
            } catch (fault) {
              broken.push(`${where}: the checker passes it, and yet: ${said(fault)}`);
            }
          }
        } catch (fault) {
          broken.push(`${where}: the checker crashed: ${said(fault)}`);
        }
        writeFileSync(join(folder, file), before);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return { counts, broken };
  },
};
