import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkCrosswalks, faultLine } from "#crosswalks/index.server.ts";
import { mapColumns } from "#schemas/crosswalk.ts";
import { catalogFile, editionFile, mapFile, outlineFile, placeOf, plantedFolder, supplementsFile, type PlantedFolder } from "./planted-folder.ts";

const calculations = new Set(["goal_order", "t2.base", "t2.sc"]);
const check = ({ folder }: PlantedFolder, names: ReadonlySet<string> | null = calculations) => checkCrosswalks(folder, names).faults;
const lines = (folder: PlantedFolder) => check(folder).map(faultLine).join("\n");

/** One planted fault: the text exchanged, where the checker must point (a text of the planted file), and what it must say. */
type Planted = { name: string; file: string; from: string; to: string; at: string; says: RegExp; also?: number };

const yamlFaults: Planted[] = [
  // Syntax
  { name: "a tab as indentation", file: editionFile, from: "  - id: goals", to: "\t- id: goals", at: "\t- id: goals", says: /not valid YAML.*tab/i },
  { name: "a property written twice", file: editionFile, from: "short: GARDEN", to: "short: GARDEN\nshort: AGAIN", at: "short: AGAIN", says: /not valid YAML.*unique.* Keep one of the two/ },
  // Schema
  { name: "a misspelt property", file: editionFile, from: "    level: 1", to: "    levle: 1", at: "levle", says: /no property "levle" here. Did you mean "level"\?/ },
  { name: "a value that is not on the list", file: editionFile, from: "status: official", to: "status: offical", at: "offical", says: /"status" is "offical".*official, working, draft.*Did you mean "official"\?/ },
  { name: "a missing property", file: editionFile, from: "short: GARDEN\n", to: "", at: 'id: "2026"', says: /"short" is missing. Add it: text\./ },
  { name: "a number where text belongs", file: editionFile, from: 'id: "2026"', to: "id: 2026", at: "2026", says: /"id" is 2026. Write text here, in quotes/ },
  { name: "an edition without authority", file: editionFile, from: "authority: [Garden Code 1]", to: "authority: []", at: "[]", says: /"authority" is a list.*>=1/ },
  { name: "a bad field kind deep in a table", file: editionFile, from: "label: Crop, kind: text", to: "label: Crop, kind: txt", at: "txt", says: /"kind" is "txt".*Did you mean "text"\?/ },
  { name: "a statement key of a wrong shape", file: supplementsFile, from: "key: garden.care", to: "key: Garden Care", at: "Garden Care", says: /"key" is "Garden Care"/, also: 1 },
  // Names and ids
  { name: "an edition that is not named like its file", file: editionFile, from: 'id: "2026"', to: 'id: "2027"', at: '"2027"', says: /lives in a file named "2026.yaml"/ },
  { name: "an edition in another program's folder", file: editionFile, from: "program: garden-plan", to: "program: yard-plan", at: "yard-plan", says: /lives in the folder "garden-plan"/ },
  { name: "supplements of another program", file: supplementsFile, from: "program: garden-plan", to: "program: yard-plan", at: "yard-plan", says: /supplements of "yard-plan" live in the folder "garden-plan"/ },
  { name: "a catalog that is not named like its file", file: catalogFile, from: "id: bed-kinds", to: "id: beds", at: "beds", says: /lives in a file named "bed-kinds.yaml"/ },
  { name: "a year that is none", file: editionFile, from: "2027-28]", to: "2027-29]", at: "2027-29", says: /"2027-29" is not a plan year.*next year/ },
  { name: "two parts with one id", file: editionFile, from: "- id: goals", to: "- id: cover", at: "cover\n    heading: Goals", says: /part "cover" is there twice/ },
  { name: "two fields with one id", file: editionFile, from: "id: garden.care", to: "id: garden.about", at: "garden.about\n        label: Who", says: /field "garden.about" is there twice/, also: 1 },
  { name: "a column with the id of a field", file: editionFile, from: "id: garden.beds.kind", to: "id: garden.about", at: "garden.about, label", says: /field "garden.about" is there twice/, also: 1 },
  { name: "two statements with one key", file: supplementsFile, from: "key: garden.care", to: "key: who.district", at: "who.district", says: /key "who.district" is there twice.*outline.yaml/, also: 1 },
  { name: "rows that take a name of the outline", file: supplementsFile, from: "row: bed", to: "row: goal", at: "goal", says: /row "goal" is there twice/, also: 4 },
  { name: "two columns with one name", file: supplementsFile, from: "name: crop", to: "name: kind", at: "kind, kind: text", says: /has the column "kind" twice/, also: 1 },
  { name: "a code twice in a catalog", file: catalogFile, from: "code: ground", to: "code: raised", at: "raised, label: Bed in", says: /code "raised" is there twice/ },
  // References
  { name: "an unknown catalog of a field", file: editionFile, from: "catalog: bed-kinds", to: "catalog: bed-kind", at: "bed-kind", says: /no catalog "bed-kind". Did you mean "bed-kinds"\?/ },
  { name: "an unknown catalog of a statement", file: supplementsFile, from: "catalog: bed-kinds", to: "catalog: bed-kins", at: "bed-kins", says: /no catalog "bed-kins". Did you mean "bed-kinds"\?/ },
  { name: "an unknown collection of the plan", file: outlineFile, from: "collection: needs", to: "collection: neds", at: "neds", says: /no collection "neds". Did you mean "needs"\?/ },
  { name: "a link to rows that are not there", file: outlineFile, from: "to: need,", to: "to: neds,", at: "neds", says: /points to "neds".*Did you mean "need"\?/ },
  { name: "a link to nowhere", file: outlineFile, from: "kind: links, to: need,", to: "kind: links,", at: "{ name: needs", says: /link "needs" does not say to which rows/ },
  { name: "rows without a name", file: supplementsFile, from: "    row: bed\n", to: "", at: "key: garden.beds", says: /does not name its rows/, also: 4 },
  { name: "an alias of a field that is not there", file: editionFile, from: "alias_of: garden.money.local", to: "alias_of: garden.money.locl", at: "garden.money.locl", says: /alias_of names "garden.money.locl".*Did you mean "garden.money.local"\?/ },
  { name: "an alias of itself", file: editionFile, from: "alias_of: garden.money.local", to: "alias_of: garden.money.again", at: "garden.money.again, formula", says: /alias that leads back to itself/ },
  { name: "two aliases that name each other", file: editionFile, from: "kind: money, filter: ", to: "kind: money, alias_of: garden.money.again, filter: ", at: "garden.money.again, filter", says: /alias that leads back to itself/, also: 1 },
  { name: "a column that lives nowhere in the plan", file: outlineFile, from: "name: why, kind", to: "name: whys, kind", at: "whys", says: /rows "goal" of the plan have no property "whys". Did you mean "why"\?/ },
  { name: "a column that says it lives somewhere it does not", file: outlineFile, from: "at: [cents]", to: "at: [cent]", at: "[cent]", says: /rows "line" of the plan have no property "cent". Did you mean "cents"\?/ },
  { name: "a formula over an unknown field", file: editionFile, from: "[garden.money.local]*1", to: "[garden.money.loc]*1", at: '"[garden.money.loc]', says: /formula reads \[garden.money.loc\].*Did you mean "garden.money.local"\?/ },
  { name: "a merged name nobody knows", file: editionFile, from: "{garden.lea_name} grows", to: "{garden.le_name} grows", at: '"{garden.le_name}', says: /merges in \{garden.le_name\}.*Did you mean "garden.lea_name"\?/ },
  { name: "a merged name nobody knows, in the footer", file: editionFile, from: "{lea}, {year}", to: "{lea}, {yaer}", at: '"Garden plan of', says: /merges in \{yaer\}.*Did you mean "year"\?/ },
  { name: "a table over rows that are not there", file: editionFile, from: "collection: bed }", to: "collection: beds }", at: "beds }", says: /no rows "beds" to repeat. Did you mean "bed"\?/ },
  { name: "rows grouped by a property they do not have", file: editionFile, from: "collection: bed }", to: "collection: bed, group_by: nam }", at: "nam }", says: /no property "nam" to group by. Did you mean "name"\?/ },
  { name: "an unknown calculation", file: editionFile, from: "calculation: goal_order", to: "calculation: goal_oder", at: "goal_oder", says: /no calculation "goal_oder". Did you mean "goal_order"\?/ },
  { name: "a calculated field without calculation", file: editionFile, from: "        calculation: goal_order\n", to: "", at: "id: garden.goal.number", says: /names no calculation/ },
  // Tables
  { name: "a table that holds nothing", file: editionFile, from: "kind: richtext\n      - id: garden.care", to: "kind: table\n      - id: garden.care", at: "id: garden.about", says: /neither rows with columns nor a grid/ },
  { name: "a grid header of another length", file: editionFile, from: 'header: ["", Amount]', to: 'header: ["", Amount, Share]', at: "label: Local money", says: /Line 1 of the grid "garden.money" has 2 cells, its header 3\. Give the header 2 entries/, also: 1 },
  { name: "a table column without a source", file: editionFile, from: "          - { id: garden.beds.crop", to: "          - { id: garden.beds.size, kind: text }\n          - { id: garden.beds.crop", at: "{ id: garden.beds.size", says: /table column "garden.beds.size" has no source.*Add a map row for "garden.beds.size"/ },
  { name: "a lead for a source the field does not have", file: editionFile, from: "label: Our students\n", to: "label: Our students\n        leads: { who.distrct: 'Who we are:' }\n", at: "'Who we are:'", says: /lead is for "who.distrct", which is no source of "garden.about".*Did you mean "who.district"\?/ },
  { name: "a lead that merges a name nobody knows", file: editionFile, from: "label: Our students\n", to: "label: Our students\n        leads: { who.district: '{lae}:' }\n", at: "'{lae}:'", says: /merges in \{lae\}.*Did you mean "lea"\?/ },
  { name: "an unknown calculation of a part of a cell", file: editionFile, from: "label: Bed, kind: text }", to: "label: Bed, kind: text, parts: [{ label: 'Goal:', calculation: goal_oder }, { label: 'Bed:' }] }", at: "goal_oder", says: /no calculation "goal_oder". Did you mean "goal_order"\?/ },
  // Conditions
  { name: "a bad condition of another heading", file: editionFile, from: "heading: Goals\n", to: "heading: Goals\n    headings: [{ when: paln.year == '2026-27', heading: Aims }]\n", at: "paln.year", says: /asks about "paln".*Did you mean "plan"\?/ },
  { name: "a condition that does not parse", file: editionFile, from: "when: plan.year >= '2026-27'", to: "when: plan.year >= '2026-27", at: "plan.year >= '2026-27", says: /does not parse: Unterminated string at character 14/ },
  { name: "a condition about something unknown", file: editionFile, from: "when: plan.year >= '2026-27'", to: "when: paln.year >= '2026-27'", at: "paln.year", says: /asks about "paln" \(character 1\).*Did you mean "plan"\?/ },
  { name: "a condition about an unknown property", file: editionFile, from: "goal.kind != ", to: "goal.knd != ", at: '"goal.knd', says: /asks about "goal.knd" \(character 1\).*Did you mean "kind"\?/ },
  { name: "a condition that calls an unknown function", file: editionFile, from: "when: plan.year >= '2026-27'", to: "when: after(plan.year)", at: "after(plan.year)", says: /cannot be worked out.*'after/ },
  { name: "a condition about an unknown fact, in a column", file: editionFile, from: "when: has.opening", to: "when: has.opning", at: "has.opning", says: /asks about "has.opning".*Did you mean "opening"\?/ },
  { name: "a filter about a property its row does not have", file: editionFile, from: "line.fund == ", to: "line.fnd == ", at: '"line.fnd', says: /asks about "line.fnd".*Did you mean "fund"\?/ },
  { name: "a filter about rows nobody keeps", file: editionFile, from: "line.fund == ", to: "lines.fund == ", at: '"lines.fund', says: /asks about "lines".*Did you mean "line"\?/ },
  { name: "a filter about a column a supplement does not have", file: editionFile, from: "label: Kind, kind: choice,", to: "label: Kind, filter: bed.knd != '', kind: choice,", at: "bed.knd", says: /asks about "bed.knd".*Did you mean "kind"\?/ },
  { name: "a bad condition of a statement", file: supplementsFile, from: "    row: bed", to: "    when: size(plan.year\n    row: bed", at: "size(plan.year", says: /does not parse/ },
];

describe("a fault planted in a YAML file is named with its place and its mend", () => {
  it.each(yamlFaults)("$name", ({ file, from, to, at, says, also = 0 }) => {
    const planted = plantedFolder();
    planted.plant(file, from, to);
    const faults = check(planted);
    const text = planted.read(file);
    // A marker over two lines tells equal lines apart; the place is where it begins.
    const offset = text.indexOf(at);
    expect(offset, `"${at}" in ${file}`).toBeGreaterThanOrEqual(0);
    const place = { row: text.slice(0, offset).split("\n").length, column: offset - text.lastIndexOf("\n", offset - 1) };
    const here = faults.filter((fault) => fault.file === join(planted.folder, file) && fault.row === place.row && fault.column === place.column);
    expect(here.map((fault) => `${fault.message} ${fault.fix}`).join("\n"), faults.map(faultLine).join("\n")).toMatch(says);
    expect(faults.length, faults.map(faultLine).join("\n")).toBeLessThanOrEqual(1 + also);
  });
});

const cellsOf = { lea_name: "garden.lea_name,profile.lea_name,lea,,equal,1,y,,H,The name is kept once.,Garden Code 1,unreviewed,," };
const change = (column: (typeof mapColumns)[number], value: string): string => {
  const cells = cellsOf.lea_name.split(",");
  cells[mapColumns.indexOf(column)] = value;
  return cells.join(",");
};

const cellFaults: { name: string; column: (typeof mapColumns)[number]; value: string; says: RegExp; also?: number }[] = [
  { name: "a field the edition does not have", column: "field", value: "garden.lea_nme", says: /edition "2026" has no field "garden.lea_nme". Did you mean "garden.lea_name"\?/ },
  { name: "an unknown address", column: "source", value: "profile.lea_nam", says: /no address "profile.lea_nam". Did you mean "profile.lea_name"\?/ },
  { name: "an unknown column of known rows", column: "source", value: "goal.descripton", says: /no address "goal.descripton". Did you mean "goal.description"\?/ },
  { name: "an unknown calculation", column: "source", value: "calc:goal_ordr", says: /no calculation "goal_ordr". Did you mean "goal_order"\?/ },
  { name: "an unknown kind of source", column: "source", value: "cacl:goal_order", says: /"cacl:" is no kind of source.*calc:… or fixed:…/ },
  { name: "fixed words without a name", column: "source", value: "fixed:", says: /does not say which fixed words/ },
  { name: "no source", column: "source", value: "", says: /"source" is empty.*names its source/ },
  { name: "a bad scope", column: "scope", value: "leas", says: /"scope" is "leas".*own, lea, schools.*Did you mean "lea"\?/ },
  { name: "a bad relation", column: "relation", value: "equals", says: /"relation" is "equals".*equal, superset, subset, intersects.*Did you mean "equal"\?/ },
  { name: "an order that is no number", column: "order", value: "first", says: /"order" is "first". Write a number here/ },
  { name: "a bad completeness", column: "complete", value: "yes", says: /"complete" is "yes".*y, n/ },
  { name: "an incomplete source without a supplement", column: "complete", value: "n", says: /^$/ },
  { name: "an unknown supplement", column: "supplement", value: "garden.cares", says: /no supplement "garden.cares". Did you mean "garden.care"\?/ },
  { name: "an unknown class", column: "class", value: "Z", says: /"class" is "Z".*H, C, C\*/ },
  { name: "a missing rationale", column: "rationale", value: "", says: /"rationale" is empty.*Every map row says why/ },
  { name: "a missing authority", column: "authority", value: " ", says: /"authority" is empty.*names its authority/ },
  { name: "a bad status", column: "status", value: "approved", says: /"status" is "approved".*unreviewed, reviewed/ },
  { name: "a review by nobody", column: "status", value: "reviewed", says: /^$/, also: 1 },
  { name: "a condition that does not parse", column: "when", value: "plan.year ==", says: /does not parse: .* at character 13/ },
  { name: "a condition about something unknown", column: "when", value: "pupil.age > 5", says: /asks about "pupil" \(character 1\)/ },
];
/** Where the fault lies in another cell than the one changed. */
const elsewhere: Record<string, { column: (typeof mapColumns)[number]; says: RegExp }> = {
  "an incomplete source without a supplement": { column: "supplement", says: /do not fill it \(complete is n\), and no supplement/ },
  "a review by nobody": { column: "reviewed_by", says: /marked reviewed, but reviewed_by is empty/ },
};

describe("a fault planted in a cell of a map is named with its row and column", () => {
  it.each(cellFaults)("$name", ({ name, column, value, says, also = 0 }) => {
    const planted = plantedFolder();
    planted.plant(mapFile, cellsOf.lea_name, change(column, value));
    const faults = check(planted);
    const expected = elsewhere[name] ?? { column, says };
    const here = faults.filter((fault) => fault.file === join(planted.folder, mapFile) && fault.row === 2 && fault.column === mapColumns.indexOf(expected.column) + 1);
    expect(here.map((fault) => `${fault.message} ${fault.fix}`).join("\n"), faults.map(faultLine).join("\n")).toMatch(expected.says);
    expect(faults.length, faults.map(faultLine).join("\n")).toBe(1 + also);
  });
});

describe("a map as spreadsheets leave it", () => {
  it("is read with a byte order mark and Windows line ends", () => {
    const planted = plantedFolder();
    for (const path of [mapFile, editionFile, supplementsFile]) planted.write(path, `\uFEFF${planted.read(path).replaceAll("\n", "\r\n")}`);
    expect(lines(planted)).toBe("");
  });

  it("keeps its line numbers behind a cell with line breaks and behind empty lines", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, "The name is kept once.", '"The name\nis kept\nonce."');
    planted.plant(mapFile, "garden.about,", "\n,,,,,,,,,,,,,\ngarden.about,");
    planted.plant(mapFile, "Only this program asks.,Garden Code 4,unreviewed,,\ngarden.beds.kind", ",Garden Code 4,unreviewed,,\ngarden.beds.kind");
    const row = placeOf(planted.read(mapFile), "garden.beds.name").row;
    expect(check(planted).map(({ row, column, message }) => ({ row, column, message }))).toEqual([{ row, column: 10, message: '"rationale" is empty.' }]);
  });

  it("names a second header", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, "garden.about,", `${mapColumns.join(",")}\ngarden.about,`);
    expect(lines(planted)).toMatch(/garden-plan\.2026\.csv:4:1: This row is the header again\. Remove it/);
  });

  it("names a renamed column and what it should be called", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, "relation,order", "relations,order");
    expect(lines(planted)).toMatch(/csv:1:5: A map has no column "relations"\. Did you mean "relation"\?/);
    expect(lines(planted)).toMatch(/csv:1:15: The column "relation" is missing\./);
  });

  it("names a column that is there twice, and one without a name", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, "reviewed_by,reviewed_on", "reviewed_by,reviewed_on,scope,");
    expect(lines(planted)).toMatch(/csv:1:15: The column "scope" is there twice\./);
    expect(lines(planted)).toMatch(/csv:1:16: Column 16 has no name\./);
  });

  it("takes the columns in any order", () => {
    const planted = plantedFolder();
    const rows = planted.read(mapFile).trimEnd().split("\n").map((line) => line.match(/("[^"]*"|[^,]*)(,|$)/g)!.slice(0, 14).map((cell) => cell.replace(/,$/, "")));
    planted.write(mapFile, rows.map((cells) => [...cells].reverse().join(",")).join("\n"));
    expect(lines(planted)).toBe("");
  });

  it("names rows with too many and too few cells", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, "The name is kept once.", "The name, is kept once.");
    planted.plant(mapFile, "The portrait says more than is asked.,Garden Code 1,unreviewed,,", "The portrait says more than is asked.");
    expect(lines(planted)).toMatch(/csv:2:15: This row has 15 cells, the header has 14\. Put a cell with a comma in it in quotation marks/);
    expect(lines(planted)).toMatch(/csv:4:11: This row has 10 cells, the header has 14\. Fill the row up/);
  });

  it("names the row whose quotation mark is never closed, and does not complain of the columns it could not read", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, "Written once by the district.", '"Written once by the district.');
    const faults = check(planted);
    expect(faults.map(faultLine).join("\n")).toMatch(/csv:7:\d+: A quotation mark opened in this row is never closed\./);
    expect(faults).toHaveLength(1);
  });

  it("names the cell with a quotation mark in its middle", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, cellsOf.lea_name, change("source", 'profile."lea"'));
    expect(lines(planted)).toMatch(/csv:2:2: A quotation mark stands in the middle of a cell\./);
  });

  it("does not call a table column unfilled because its row has a cell too many", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, "garden.beds.name,bed.name,own,,equal,1,y,,O,Only this", "garden.beds.name,bed.name,own,,equal,1,y,,O,Only, this");
    expect(check(planted)).toHaveLength(1);
  });

  it("names a review on a day that is none", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, cellsOf.lea_name, change("status", "reviewed").replace(/,,$/, ",A. Analyst,11/22/2026"));
    expect(lines(planted)).toMatch(/csv:2:14: "11\/22\/2026" is no day\. A day is written 2026-07-01\./);
  });

  it("says when the columns are separated by something else", () => {
    const planted = plantedFolder();
    planted.write(mapFile, planted.read(mapFile).replaceAll(",", ";"));
    expect(lines(planted)).toMatch(/csv:1:1: The columns are not separated by commas\./);
  });

  it("says when it is empty", () => {
    const planted = plantedFolder();
    planted.write(mapFile, "");
    expect(lines(planted)).toMatch(/csv:1:1: The column "field" is missing\./);
  });

  it("names a character that is not UTF-8", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, "Written once", "Written \uFFFD once");
    expect(lines(planted)).toMatch(/csv:7:\d+: A character cannot be read: the file is not saved as UTF-8/);
  });

  it("names the same source of a field given twice, unless conditions tell the rows apart", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, cellsOf.lea_name, `${cellsOf.lea_name}\n${cellsOf.lea_name}`);
    expect(lines(planted)).toMatch(/csv:3:1: The source "profile.lea_name" of "garden.lea_name" is there twice; the first is in row 2\./);
    planted.plant(mapFile, `${cellsOf.lea_name}\n${cellsOf.lea_name}`, `${change("when", "has.opening")}\n${change("when", "!has.opening")}`);
    expect(lines(planted)).toBe("");
  });
});

describe("files among themselves", () => {
  it("two official editions for one year are named, a working one beside is not", () => {
    const planted = plantedFolder();
    const next = "programs/garden-plan/2027.yaml";
    planted.write(next, planted.read(editionFile).replace('id: "2026"', 'id: "2027"').replace("[2026-27, 2027-28]", "[2027-28, 2028-29]"));
    planted.write("maps/garden-plan.2027.csv", planted.read(mapFile));
    const { row } = placeOf(planted.read(next), "years:");
    expect(check(planted).map(faultLine)).toEqual([expect.stringMatching(new RegExp(`2027\\.yaml:${row}:9: The year 2027-28 belongs to the official edition "2026" of "garden-plan" too\\. Take it out`))]);
    planted.plant(next, "status: official", "status: working");
    expect(lines(planted)).toBe("");
  });

  it("an edition without a map, and a map without an edition", () => {
    const planted = plantedFolder();
    planted.write("maps/garden-plan.2062.csv", planted.read(mapFile));
    planted.remove(mapFile);
    expect(lines(planted)).toMatch(/2026\.yaml:2:5: The edition "2026" of "garden-plan" has no map\. Add maps\/garden-plan\.2026\.csv\./);
    expect(lines(planted)).toMatch(/garden-plan\.2062\.csv:1:1: This map belongs to no edition\. Did you mean "maps\/garden-plan\.2026\.csv"\?/);
  });

  it("supplements of a program without an edition", () => {
    const planted = plantedFolder();
    planted.write("programs/yard-plan/supplements.yaml", "program: yard-plan\nstatements: []\n");
    expect(lines(planted)).toMatch(/yard-plan\/supplements\.yaml:1:10: The program "yard-plan" has no edition\. Add programs\/yard-plan\/<edition>\.yaml/);
  });

  it("a file that nothing would read", () => {
    const planted = plantedFolder();
    planted.write("catalogs/crops.yml", "id: crops");
    planted.write("maps/.~lock.garden.csv#", "spreadsheet");
    expect(lines(planted)).toMatch(/crops\.yml:1:1: Nothing reads a file of this name\./);
    expect(check(planted)).toHaveLength(1);
  });

  it("a folder without an outline, and a folder that is not there", () => {
    const planted = plantedFolder();
    planted.remove(outlineFile);
    expect(lines(planted)).toMatch(/plan\/outline\.yaml:1:1: The folder has no outline of the plan\./);
    expect(checkCrosswalks(join(planted.folder, "nowhere"), null).faults[0]?.message).toMatch(/There is no folder/);
  });

  it("the same edition or catalog in two folders", () => {
    const first = plantedFolder();
    const second = plantedFolder();
    second.remove(outlineFile);
    const found = checkCrosswalks([first.folder, second.folder], null).faults.map(faultLine).join("\n");
    expect(found).toMatch(/The edition "2026" of "garden-plan" is there twice/);
    expect(found).toMatch(/The catalog "bed-kinds" is there twice/);
    expect(found).toMatch(/This map is there twice/);
  });

  it("a second outline in a further folder", () => {
    const first = plantedFolder();
    expect(checkCrosswalks([first.folder, plantedFolder().folder], null).faults.map(faultLine).join("\n")).toMatch(/Only the first folder has the outline of the plan/);
  });
});

describe("the check as a whole", () => {
  it("reports faults of every file at once, in the order of files and lines", () => {
    const planted = plantedFolder();
    planted.plant(editionFile, "status: official", "status: offical");
    planted.plant(editionFile, "alias_of: garden.money.local", "alias_of: garden.money.locl");
    planted.plant(supplementsFile, "shape: narrative", "shape: narative");
    planted.plant(outlineFile, "collection: needs", "collection: neds");
    planted.plant(catalogFile, "code: ground", "code: raised");
    planted.plant(mapFile, "Order in the plan.", "");
    const faults = check(planted);
    expect(faults.map((fault) => fault.file.slice(planted.folder.length + 1))).toEqual([catalogFile, mapFile, outlineFile, editionFile, editionFile, supplementsFile]);
    for (const fault of faults) expect(fault.fix).not.toBe("");
  });

  it("does not blame a map for the fields of an edition that cannot be read", () => {
    const planted = plantedFolder();
    planted.write(editionFile, "id: [unclosed");
    expect(new Set(check(planted).map((fault) => fault.file))).toEqual(new Set([join(planted.folder, editionFile)]));
  });

  it("leaves calculation names unchecked when nobody says which there are, and takes a family's name for its members", () => {
    const planted = plantedFolder();
    planted.plant(editionFile, "calculation: goal_order", "calculation: invented_one");
    planted.plant(mapFile, "calc:goal_order", "calc:t2");
    expect(check(planted, null)).toEqual([]);
    expect(check(planted).map(({ message }) => message)).toEqual(['There is no calculation "invented_one".']);
  });

  it("names one slip of syntax once, not all that comes of it", () => {
    const planted = plantedFolder();
    planted.plant(outlineFile, "{ name: why,", "{ name:\n");
    expect(check(planted)).toHaveLength(1);
  });

  it("survives files that are nothing like crosswalks", () => {
    for (const rubbish of ["", "just words", "- a\n- b", "null", "42", "a: &x [*x]", "\u0000\u0001", "{", "parts: [[[[", "parts: 7\nyears: no\nfooter: {a: b}", "%YAML 9\n---\n&&& *&", "[".repeat(100_000)]) {
      const planted = plantedFolder();
      for (const path of [outlineFile, editionFile, supplementsFile, catalogFile, mapFile]) planted.write(path, rubbish);
      const faults = check(planted);
      expect(faults.length, rubbish).toBeGreaterThan(0);
      for (const fault of faults) expect(fault.row >= 1 && fault.column >= 1 && fault.message !== "").toBe(true);
    }
  });

  it("counts what is there", () => {
    expect(checkCrosswalks(plantedFolder().folder, null).counts).toEqual({ statements: 4, supplements: 2, catalogs: 2, programs: 1, editions: 1, fields: 13, mapRows: 10, unreviewed: 10, deadlines: 0 });
  });
});
