// Where a plan was filed: entered by who writes it, printed on every copy, never the portal's own claim.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { partKey } from "#app/domain/plan/part.ts";
import { loadDocumentPage } from "#app/services/documents/load-document-page.server.ts";
import { enterFiled, loadFiled } from "#app/services/filed-with/filed-with.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => void (portal = await openPortal()), 120_000);
afterAll(() => portal?.close());
const lastWords = async (key: string, program: string, ctx = portal.ctx) => JSON.stringify((await loadDocumentPage(ctx, key, program, "internal-draft")).document.sections.at(-1)?.blocks.at(-1));
const form = { place: "the state's system, myCDEconnect", filedOn: "2026-10-20", proof: "Message 4711", seenVersion: 0 };

describe("filed with", () => {
  test("before anybody enters it, a copy has blanks to fill and says where the program's plan goes", async () => {
    expect(await lastWords(portal.plan.id, "lcap")).toContain("Filed with ________ on ________, proof ________. This is your copy. The adopted plan is filed with the county office within 5 days of its adoption.");
    expect(await lastWords(partKey(portal.plan.id, "alder-valley-high"), "spsa")).toContain("is not submitted to the CDE with the consolidated application; the local board approves it");
  });
  test("entered with day and proof it is printed, with the name of who entered it on the page; nobody overwrites it unseen", async () => {
    expect(await enterFiled(portal.ctx, portal.running.id, "lcap", { ...form, filedOn: "2999-01-01" })).toEqual({ outcome: "refused", lacks: "filedOn" });
    expect(await enterFiled(portal.ctx, portal.running.id, "lcap", { ...form, place: " " })).toEqual({ outcome: "refused", lacks: "place" });
    expect(await enterFiled(portal.ctx, portal.running.id, "lcap", { ...form, filedOn: "2025-10-20" })).toEqual({ outcome: "saved" });
    expect(await enterFiled(portal.ctx, portal.running.id, "lcap", { ...form, filedOn: "2025-10-21" })).toEqual({ outcome: "conflict" });
    expect(await loadFiled(portal.ctx, portal.running.id, "lcap")).toMatchObject({ record: { place: form.place, filedOn: "2025-10-20", proof: "Message 4711", by: "Marisol Vega", version: 1 } });
    expect(await lastWords(portal.running.id, "lcap")).toContain("on October 20, 2025, proof: Message 4711. This is your copy.");
  });
  test("a school's plan has a record of its own, entered by its principal", async () => {
    const principal = await portal.as("sample-principal");
    const key = partKey(portal.running.id, "alder-valley-high");
    await expect(enterFiled(portal.ctx, key, "spsa", form)).rejects.toMatchObject({ code: "forbidden" });
    expect(await enterFiled(principal, key, "spsa", { place: "the district office", filedOn: "2025-06-12", proof: "", seenVersion: 0 })).toEqual({ outcome: "saved" });
    expect(await lastWords(key, "spsa", principal)).toContain("Filed with the district office on June 12, 2025, proof: none entered.");
    expect(await lastWords(partKey(portal.running.id, "orchard"), "spsa")).toContain("Filed with ________");
  });
  test("a form that is filed nowhere by itself has no such page", async () => {
    await expect(loadFiled(portal.ctx, portal.plan.id, "garden")).rejects.toMatchObject({ code: "not-found" });
  });
});
