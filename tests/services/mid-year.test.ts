import JSZip from "jszip";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadMidYear, makeMidYearReport } from "#app/services/plans/load-mid-year.server.ts";
import { saveMidYear } from "#app/services/plans/save-mid-year.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
}, 240_000);
afterAll(() => portal?.close());

const posted = (values: Record<string, string>) => new Map(Object.entries(values).map(([name, value]): [string, string[]] => [name, [value]]));
const boxes = async () => (await loadMidYear(portal.ctx, portal.running.id, null)).parts.flatMap((part) => part.actions);
const blank = { status: "", note: "", barrier: "", next: "", lcff: "", other_state: "", local: "", federal: "" };

describe("the mid-year report on the adopted plan", () => {
  test("status and spending of an action are saved together after the adoption, and counted to the cent", async () => {
    const [first] = await boxes();
    expect(first?.reported).toBe(false);
    const saved = await saveMidYear(portal.ctx, portal.running.id, { actionId: first?.id ?? "", seen: first?.version ?? "", posted: posted({ ...blank, status: "in-progress", note: "Two of three posts are filled.", lcff: "$1,234.56", federal: "100" }) });
    expect(saved.outcome).toBe("saved");
    const page = await loadMidYear(portal.ctx, portal.running.id, null);
    const box = page.parts[0]?.actions[0];
    expect(box).toMatchObject({ reported: true, spent: "$1,334.56", typed: { status: ["in-progress"], note: ["Two of three posts are filled."] } });
    expect(page).toMatchObject({ reported: 1, spent: "$1,334.56" });
  });

  test("an old stamp is a conflict with both texts, a bad amount is refused by name, and neither changes anything", async () => {
    const [, second] = await boxes();
    const send = (seen: string, values: Record<string, string>) => saveMidYear(portal.ctx, portal.running.id, { actionId: second?.id ?? "", seen, posted: posted({ ...blank, ...values }) });
    expect(await send("old", { note: "Mine." })).toMatchObject({ outcome: "conflict", theirs: { version: second?.version } });
    expect(await send(second?.version ?? "", { note: "Mine.", local: "12%" })).toMatchObject({ outcome: "refused", errors: { local: expect.any(String) as unknown } });
    expect((await boxes())[1]).toEqual(second);
  });

  test("the fiscal person writes the money and cannot write the words; a reader writes nothing", async () => {
    const fiscal = await portal.as("sample-fiscal");
    const own = (await loadMidYear(fiscal, portal.running.id, null)).parts[0]?.actions[2];
    expect(own?.fields.map(({ name }) => name)).not.toContain("note");
    expect(await saveMidYear(fiscal, portal.running.id, { actionId: own?.id ?? "", seen: own?.version ?? "", posted: posted({ note: "Not mine to say." }) }).catch((fault: Error) => fault.message)).not.toMatchObject({ outcome: "saved" });
    expect(await saveMidYear(fiscal, portal.running.id, { actionId: own?.id ?? "", seen: own?.version ?? "", posted: posted({ lcff: "5", other_state: "", local: "", federal: "" }) })).toMatchObject({ outcome: "saved" });
    await expect(saveMidYear(await portal.as("sample-board"), portal.running.id, { actionId: own?.id ?? "", seen: "", posted: posted({}) })).rejects.toMatchObject({ code: "forbidden" });
    await expect(saveMidYear(portal.ctx, portal.foreign.id, { actionId: portal.foreign.actions[0]?.id ?? "", seen: "", posted: posted({}) })).rejects.toMatchObject({ code: "not-found" });
  });

  test("the Word file names the law, every action, and what is still missing", async () => {
    const { bytes, name } = await makeMidYearReport(portal.ctx, portal.running.id, "docx");
    const xml = (await (await JSZip.loadAsync(bytes)).file("word/document.xml")?.async("string")) ?? "";
    const words = xml.replace(/<[^>]+>/g, "");
    expect(name).toMatch(/Mid-year report 2025-26.*\.docx$/);
    expect(words).toContain("EC 52062(a)(6); medium certainty");
    expect(words).toContain("actions have no status or no amount yet");
    for (const action of portal.running.actions.filter(({ orgId }) => orgId === portal.running.leaId)) expect(words).toContain(action.title.replace(/&/g, "&amp;"));
    expect(words).toContain("Two of three posts are filled.");
    expect(words).toContain("$1,339.56");
  });

  test("newer values are entered in the plan being written, for the same metric", async () => {
    const { parts } = await loadMidYear(portal.ctx, portal.running.id, null);
    expect(parts.flatMap((part) => part.metrics).some(({ enterAt }) => enterAt?.startsWith(`/plans/${portal.plan.id}/rows/metrics/`))).toBe(true);
  });
});
