// The command line: which command was meant, and how its answer or refusal is printed. The same services as the portal.
import { AppError } from "#schemas/app-error.ts";
import { checkFile, coverageOfFile, documentOfFile, gapsOfProgram, meterOfFile, planExample, planSchemaJson, crosswalksCheck, rulesOfForm, tablesOfFile, validatePlanFile } from "./commands.ts";
import { auditVerify } from "./audit.ts";
import { addOrganizationCommand, invitePersonCommand, mergeOrganizationCommand, nameSupport, organizationOnCommand, renameOrganizationCommand, setOrganizationSignOn, suspendPerson } from "./operator.ts";
import { deadlinesOfYear } from "./deadlines.ts";
import { importStateFileOf } from "./import-state-file.ts";
import { importLcapFile } from "./import-lcap.ts";
import { importSpsaFile } from "./import-spsa.ts";
import { stateExport } from "./state-export.ts";
import { submissionsVerify } from "./submissions.ts";
import { rollForwardFile } from "./roll-forward.ts";
import { whatIfCommand } from "./what-if.ts";
import { readWords } from "./words.ts";
import type { Words } from "./words.ts";

/** What a command answers: text for a person, a value for --json (or as its only form), and whether it refuses. */
export type CommandAnswer = { text: string; json?: unknown; refused?: true };
export type Command = (words: Words) => Promise<CommandAnswer>;

const stateFileUsage = "FILE [--published DAY] [--year 2023-24] [--dry-run] [--without-bad-rows]";
const commands: Record<string, { run: Command; usage: string; says: string }> = {
  "crosswalks check": { run: crosswalksCheck, usage: "crosswalks check [--dir FOLDER]", says: "Every fault in the crosswalk files, as file:row:column." },
  "crosswalks gaps": { run: gapsOfProgram, usage: "crosswalks gaps [--program P [--edition E]]", says: "Fields without a source, and statements that no form asks for; of every form where none is named." },
  "plan example": { run: planExample, usage: "plan example NAME", says: "An example plan as data: sample, sample-running, choices, sacramento, carryover, ten-schools, san-juan-cceis." },
  "plan schema": { run: planSchemaJson, usage: "plan schema", says: "The JSON Schema of a plan." },
  "plan validate": { run: validatePlanFile, usage: "plan validate FILE", says: "Is this file a plan? Every fault with its place." },
  "plan roll-forward": { run: rollForwardFile, usage: "plan roll-forward FILE [--out PLAN]", says: "Next year's plan from this one: what was adopted frozen, texts carried with their identity, the rest empty." },
  tables: { run: tablesOfFile, usage: "tables FILE", says: "The figures of the five action tables, exact." },
  rules: { run: rulesOfForm, usage: "rules --program P [--edition E]", says: "The rules a plan for this form is checked against." },
  check: { run: checkFile, usage: "check FILE [--program P [--edition E]] [--school CDS] [--directory FILE]", says: "What the rules of a form find in a plan; without a form, whether the district's plan, its schools' and the programs agree, and with the state's directory (xlsx, csv, txt, also gzipped) which schools are closed and where the plan names them." },
  coverage: { run: coverageOfFile, usage: "coverage FILE --program P --edition E [--school CDS]", says: "What of the form is answered, partly answered or missing." },
  meter: { run: meterOfFile, usage: "meter FILE", says: "How many answers the forms of the district and its schools ask separately, and how many the plan asks once, with the counting rules." },
  "import lcap": { run: importLcapFile, usage: "import lcap FILE [--out PLAN] [--report REPORT] [--which NUMBER] [--own-document]", says: "An LCAP (PDF, Word, or a file of this portal) as a plan as data, with a report of what was read and what is doubtful." },
  "import spsa": { run: importSpsaFile, usage: "import spsa FILE [--out PLAN] [--report REPORT] [--own-document]", says: "A school plan (PDF, Word, extracted text, or a document of this portal) as a plan as data, with a report." },
  "import directory": { run: importStateFileOf("directory"), usage: `import directory ${stateFileUsage}`, says: "Loads the state's published school directory, and says what is new, changed and wrong. FILE is xlsx, csv or txt, also gzipped. Needs the database, as all that follow." },
  "import essa": { run: importStateFileOf("essa"), usage: `import essa ${stateFileUsage}`, says: "Statuses of schools under ESSA (CSI, ATSI, TSI) by year and student group." },
  "import assistance": { run: importStateFileOf("assistance"), usage: `import assistance ${stateFileUsage}`, says: "Differentiated assistance of districts and county offices, by year and student group." },
  "import equity-multiplier": { run: importStateFileOf("equity-multiplier"), usage: `import equity-multiplier ${stateFileUsage}`, says: "Schools and LEAs of the Equity Multiplier." },
  "import lowest-performance": { run: importStateFileOf("lowest-performance"), usage: `import lowest-performance ${stateFileUsage}`, says: "What was at the lowest level on the 2023 Dashboard, and the goals it made a duty." },
  "import dashboard": { run: importStateFileOf("dashboard"), usage: `import dashboard ${stateFileUsage}`, says: "Results of the California School Dashboard." },
  "import local-indicators": { run: importStateFileOf("local-indicators"), usage: `import local-indicators ${stateFileUsage}`, says: "The LEAs' own reflections on the local indicators." },
  "import upc": { run: importStateFileOf("upc"), usage: `import upc ${stateFileUsage}`, says: "CALPADS unduplicated pupil counts, and reclassified English learners." },
  "import sacs": { run: importStateFileOf("sacs"), usage: `import sacs ${stateFileUsage}`, says: "Standardized account codes: resources, objects, functions, goals, funds; LEAs and charters." },
  "what-if": { run: whatIfCommand, usage: "what-if [CRITERIA] [--set SET] [--year 2023]", says: "Which LEAs would be identified under other criteria, recomputed from the loaded files: gained, lost, from year to year, and how far the criteria reproduce the published list. Needs the database." },
  document: { run: documentOfFile, usage: "document FILE --program P --edition E [--school CDS] --format docx|pdf|xlsx|html|json --out FILE [--copy internal-draft|hearing-draft] [--on DAY] [--attach ID=FILE]", says: "The program's document." },
  deadlines: { run: deadlinesOfYear, usage: "deadlines --kind district|coe|charter --year 2027-28 [--meetings FILE] [--sets fiscal,grants|all] [--on DAY]", says: "The deadlines of a plan year with what they are counted from, the law and the confidence. FILE is a list of { body, date, kind } and may give a time." },
  "organizations add": { run: addOrganizationCommand, usage: "organizations add --id ID --cds CODE [--kind state|coe|selpa|district|charter --name NAME] [--county ID] [--selpa ID] [--authorizer ID] [--state ID] [--since DAY] [--schools] | --lea LEA --id ID --cds CODE --name NAME", says: "An LEA or a body over LEAs, with what it belongs to; kind and name come from the state's directory where it is loaded, with --schools its active schools too. With --lea: one school. Needs the database." },
  "people invite": { run: invitePersonCommand, usage: "people invite --lea LEA [--organization ID] --email ADDRESS --role ROLE", says: "A link for the first people of an LEA; they invite the others. Needs the database." },
  "people suspend": { run: suspendPerson, usage: "people suspend --email ADDRESS [--lift]", says: "Ends every session of a person and lets them in nowhere; --lift takes it back. Needs the database." },
  "support staff": { run: nameSupport, usage: "support staff --email ADDRESS [--lift]", says: "Who may ask LEAs to be let in as support. Needs the database." },
  "sign-on set": { run: setOrganizationSignOn, usage: "sign-on set --lea LEA --domain DOMAIN --id NAME --label WORDS --issuer URL --client-id ID [--verified-claim CLAIM] | --lea LEA --domain DOMAIN --lift", says: "An organization's own sign-in (OpenID Connect) for its mail domain; the client secret is SIGN_ON_SECRET in the environment. Needs the database." },
  "organizations rename": { run: renameOrganizationCommand, usage: "organizations rename --lea LEA --organization ID --name NAME [--cds CODE] --since DAY", says: "A new name or code from a day on; the former ones are kept by date. Needs the database." },
  "organizations merge": { run: mergeOrganizationCommand, usage: "organizations merge --lea LEA --organization ID --into ID [--into-lea LEA] --since DAY", says: "An organization becomes part of another on a day; its plans and history stay. Needs the database." },
  "organizations on": { run: organizationOnCommand, usage: "organizations on --lea LEA --organization ID --on DAY", says: "What an organization was called on a day, and its code. Needs the database." },
  "audit verify": { run: auditVerify, usage: "audit verify", says: "Is every chain of audit rows whole? Names the first bad row of each LEA. Needs the database: DATABASE_URL, or the one of PLAN_ONCE_HOME." },
  "state-export": { run: stateExport, usage: "state-export --program P --year Y --format ndjson|csv|zip-docx|zip-pdf --out DIR [--county C]", says: "Everything sent under a program and year as long tables or documents, with a data dictionary and a manifest of hashes, all as of one moment. Needs the database." },
  "submissions verify": { run: submissionsVerify, usage: "submissions verify", says: "Is everything that was sent as it was frozen? Hashes it all again and names the first bad copy of each LEA. Needs the database." },
};

const usage = (): string =>
  ["Plan Once on the command line. Add --json for answers as JSON.", "", ...Object.values(commands).map((command) => `  ${command.usage}\n      ${command.says}`), "", "FILE is a plan as data (JSON); - reads standard input. --dir FOLDER works everywhere: a crosswalk folder of your own, or one that adds programs."].join("\n");

/** Exit status: 0 answered, 1 refused, 2 not a command. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const words = readWords(args);
    const name = Object.keys(commands).find((known) => known.split(" ").every((word, at) => words.positional[at] === word));
    if (name === undefined) {
      const asked = words.positional.join(" ");
      process.stderr.write(asked === "" ? `${usage()}\n` : `There is no command "${asked}".\n\n${usage()}\n`);
      return asked === "" && words.flags.has("help") ? 0 : 2;
    }
    const command = commands[name] as { run: Command };
    const answer = await command.run({ ...words, positional: words.positional.slice(name.split(" ").length) });
    const output = words.flags.has("json") && answer.json !== undefined ? `${JSON.stringify(answer.json, null, 2)}\n` : answer.text === "" ? "" : `${answer.text}\n`;
    // A reader that has seen enough (`| head`) closes the pipe: no fault of anybody's.
    process.stdout.on("error", () => {});
    await new Promise<void>((done) => process.stdout.write(output, () => done()));
    return answer.refused ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${refusal(error)}\n`);
    return 1;
  }
}

/** A known refusal in its own words; anything else as what it is, without the inside of the program. */
function refusal(error: unknown): string {
  if (error instanceof AppError) return error.message;
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string" && error instanceof Error) return `${error.message}`;
  return `Something in Plan Once went wrong: ${error instanceof Error ? error.message : String(error)}. Nothing was changed.`;
}
