import { describe, expect, it } from "vitest";
import { checkCrosswalks, faultLine, loadCrosswalks, projectCrosswalks } from "#crosswalks/index.server.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { gaps } from "#crosswalks/gaps.ts";
import { AppError } from "#schemas/app-error.ts";
import type { CrosswalkFault } from "#schemas/crosswalk.ts";
import { editionFile, garden, mapFile, outlineFile, plantedFolder, supplementsFile, tiny } from "./planted-folder.ts";

const thrown = (run: () => unknown): AppError => {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
};

describe("loading", () => {
  it("gives the outline, the catalogs, and each edition with its supplements and map", () => {
    const crosswalks = loadCrosswalks([tiny, garden]);
    expect(Object.keys(crosswalks.catalogs).sort()).toEqual(["bed-kinds", "funds"]);
    const [program] = crosswalks.programs;
    expect(program?.edition.parts.map((part) => part.heading)).toEqual(["School Garden Plan", "Goals", "Garden Beds"]);
    expect(program?.supplements.map((statement) => statement.key)).toEqual(["garden.beds", "garden.care"]);
    expect(program?.map[3]).toMatchObject({ field: "garden.care", source: "who.district", relation: "intersects", order: 1, complete: "n", supplement: "garden.care", rationale: "The portrait may name volunteers, but not the summer.", file: "maps/garden-plan.2026.csv", row: 5 });
  });

  it("adds next year's form of a program from a further folder, with the supplements the program has", () => {
    const first = plantedFolder();
    const second = plantedFolder();
    second.write("programs/garden-plan/2028.yaml", second.read(editionFile).replace('id: "2026"', 'id: "2028"').replace("[2026-27, 2027-28]", "[2028-29]"));
    second.write("maps/garden-plan.2028.csv", second.read(mapFile));
    for (const path of [outlineFile, editionFile, mapFile, supplementsFile, "catalogs/funds.yaml", "catalogs/bed-kinds.yaml"]) second.remove(path);
    const crosswalks = loadCrosswalks([first.folder, second.folder]);
    expect(crosswalks.programs.map(({ edition, supplements }) => [edition.id, supplements.length])).toEqual([["2026", 2], ["2028", 2]]);
  });

  it("refuses faulty files with all faults in the detail", () => {
    const planted = plantedFolder();
    planted.plant(editionFile, "status: official", "status: offical");
    planted.plant(mapFile, "Order in the plan.", "");
    const error = thrown(() => loadCrosswalks(planted.folder));
    expect(error.code).toBe("invalid");
    expect(error.message).toMatch(/have 2 faults:\n.*2026\.csv:6:10: "rationale" is empty\./);
    expect(error.detail as CrosswalkFault[]).toHaveLength(2);
  });
});

describe("finding a program", () => {
  const crosswalks = loadCrosswalks([tiny, garden]);

  it("by edition and by year", () => {
    expect(findProgram(crosswalks, "garden-plan", "2026").edition.id).toBe("2026");
    expect(findProgram(crosswalks, "garden-plan", "2027-28").edition.id).toBe("2026");
  });

  it("takes the official edition of a year before a draft", () => {
    const [official] = crosswalks.programs;
    if (!official) throw new Error("The fixture has a program.");
    const draft = { ...official, edition: { ...official.edition, id: "2026.draft", status: "draft" as const } };
    expect(findProgram({ ...crosswalks, programs: [draft, official] }, "garden-plan", "2026-27").edition.id).toBe("2026");
    expect(findProgram({ ...crosswalks, programs: [draft, official] }, "garden-plan", "2026.draft").edition.id).toBe("2026.draft");
  });

  it("says what there is when nothing fits", () => {
    expect(thrown(() => findProgram(crosswalks, "garden-pan", "2026")).message).toMatch(/There is no program "garden-pan"\. Did you mean "garden-plan"\?/);
    const error = thrown(() => findProgram(crosswalks, "garden-plan", "2031-32"));
    expect(error.code).toBe("not-found");
    expect(error.message).toMatch(/no edition and no year "2031-32"\. There is: 2026 \(2026-27, 2027-28\)\./);
  });
});

describe("gaps on both sides", () => {
  it("lists fields nothing fills and addresses no program asks for, with the outline's reason", () => {
    const planted = plantedFolder();
    planted.plant(editionFile, "      - id: garden.care", "      - id: garden.motto\n        label: Our motto\n        kind: text\n      - id: garden.care");
    expect(gaps(loadCrosswalks(planted.folder), "garden-plan", "2026")).toEqual({
      fieldsWithoutSource: [{ part: "cover", field: "garden.motto", label: "Our motto" }],
      statementsNotAsked: [
        { address: "goal.why", question: "What do we want to be true?", reason: "Reviewers ask for it although no form has a box." },
        { address: "goal.needs", question: "What do we want to be true?", reason: null },
        { address: "stand.needs", question: "What has to get better?", reason: null },
        { address: "line.source", question: "Which money pays?", reason: null },
      ],
    });
  });

  it("counts an address as asked when any program or a supplement names it", () => {
    const planted = plantedFolder();
    planted.plant(mapFile, "intersects,1,n,garden.care,", "intersects,1,n,need.text,");
    expect(gaps(loadCrosswalks(planted.folder), "garden-plan", "2026").statementsNotAsked.map((gap) => gap.address)).toEqual(["goal.why", "goal.needs", "line.source"]);
  });
});

describe("the project's own crosswalks", () => {
  it("have no fault", () => {
    expect(checkCrosswalks(projectCrosswalks(), null).faults.map(faultLine)).toEqual([]);
  });

  it("take in an invented program from another folder", () => {
    const crosswalks = loadCrosswalks([projectCrosswalks(), garden]);
    expect(findProgram(crosswalks, "garden-plan", "2026-27").map).toHaveLength(10);
  });
});
