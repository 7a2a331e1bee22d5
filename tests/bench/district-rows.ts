// A whole district with forty schools.
import { ms, type Row } from "./measure.ts";
import type { Workshop } from "./workshop.ts";

const edits = [["a school's answer", "schoolAnswer"], ["a school's strategy", "schoolStrategy"], ["the district's answer", "leaAnswer"], ["the district's action", "leaAction"]] as const;

export async function districtRows({ node }: Workshop): Promise<Row[]> {
  type Figures = { taken: Record<"parse" | "coverage" | "schoolAnswer" | "schoolStrategy" | "leaAnswer" | "leaAction" | "matrix", number>; bytes: number; schools: number; packet: Record<"ours" | "bare" | "house" | "archive", number>; ourPages: number; barePages: number; housePages: number; documents: number };
  const { taken, bytes, schools, packet, ourPages, barePages, housePages, documents } = JSON.parse(await node("district", [])) as Figures;
  const [ours, bare, house] = [ourPages / (packet.ours / 1000), barePages / (packet.bare / 1000), housePages / (packet.house / 1000)];
  return [
    { name: "district, all programs: coverage / JSON.parse", figure: taken.coverage / taken.parse, unit: "x", goal: { most: 3 }, note: `${schools} schools; ${ms(taken.coverage)}, JSON.parse ${ms(taken.parse)} for ${(bytes / 1e6).toFixed(1)} MB` },
    ...edits.map(([name, one]): Row => ({ name: `all of it after an edit: ${name}`, figure: taken[one] / taken.parse, unit: "x", goal: { most: 0.1 }, note: `${ms(taken[one])} for all programs of all schools` })),
    { name: "matrix of the district", figure: taken.matrix, unit: "ms", note: "from forms that are read already" },
    { name: "school plans as PDF: pages/s / bare Typst", figure: ours / bare, unit: "x", goal: { least: 0.8 }, note: `${documents} plans, ${ourPages} pages, ${ours.toFixed(1)} pages/s; the same words bare, as loose paragraphs without tables and tags, ${barePages} pages, ${bare.toFixed(1)} pages/s; in our font on our paper ${housePages} pages, ${house.toFixed(1)} pages/s` },
    { name: "packet of school plans, from plan to archive", figure: packet.archive, unit: "ms", note: `${documents} plans, ${ourPages} pages` },
  ];
}
