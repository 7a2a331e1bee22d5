// A count made by hand is checked like all crosswalk files: an address or program nobody has is named with its place.
import { expect, test } from "vitest";
import { checkCrosswalks, faultLine } from "#crosswalks/index.server.ts";
import { plantedFolder } from "./planted-folder.ts";

function faultsOf(text: string): string {
  const folder = plantedFolder();
  folder.write("worked-counts/garden.yaml", text);
  return checkCrosswalks(folder.folder, null).faults.map(faultLine).join("\n");
}
const count = ({ id = "garden", program = "garden-plan", answer = "goal.why" } = {}) => `id: ${id}\ntitle: T\nsource: s\nconfidence: low\nplan: plan-1\nparts:\n  - title: A part\n    program: ${program}\n    separately: 2\n    organizations: [lea-1]\n    answers:\n      - who.district\n      - ["${answer} [kind == 'x']", goal.description]\n`;

test("a count of known answers has no fault", () => expect(faultsOf(count())).toBe(""));
test("names nobody has are named where they stand, with what may be meant", () => {
  expect(faultsOf(count({ answer: "goal.whi" }))).toMatch(/worked-counts\/garden\.yaml:13:\d+: There is no address "goal\.whi"\. Did you mean "goal\.why"\?/);
  expect(faultsOf(count({ program: "garden-plam" }))).toMatch(/:8:\d+: There is no program "garden-plam"\. Did you mean "garden-plan"\?/);
  expect(faultsOf(count({ id: "yard" }))).toContain('The file garden.yaml holds the count "yard".');
});
