// A school's plan on its way: the council votes, the principal sends it to the board, the board returns it with reasons, and in the end approves.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LoaderFunctionArgs } from "@remix-run/node";
import type { Context } from "#app/context.server.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { loadCoverage } from "#app/services/coverage/load-coverage.server.ts";
import { loadSendPage } from "#app/services/review/load-send-page.server.ts";
import { loadSubmission } from "#app/services/review/load-submission.server.ts";
import { makeMove } from "#app/services/review/make-move.server.ts";
import { loadSchools } from "#app/services/schools/load-schools.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let [principal, secretary, planner]: Context[] = [];
const [school, program] = ["alder-valley-high", "spsa"];
beforeAll(async () => {
  portal = await openPortal();
  [principal, secretary, planner] = [await portal.as("sample-principal"), await portal.as("sample-secretary"), portal.ctx];
}, 120_000);
afterAll(() => portal?.close());

const pageFor = (ctx: Context | undefined) => loadSendPage(ctx as Context, portal.plan.id, program, school);
const move = async (ctx: Context | undefined, name: string, more: { day?: string; words?: string } = {}) =>
  makeMove(ctx as Context, { planId: portal.plan.id, program, orgId: school }, { move: name, seenVersion: (await pageFor(ctx)).version, day: "", words: "", ...more });
const moves = async (ctx: Context | undefined) => (await pageFor(ctx)).moves.map(({ id }) => id);

test("goes from the school's page to its council, to the board, back with reasons and on; each step only by whoever has it", async () => {
  const key = partKey(portal.plan.id, school);
  expect((await loadCoverage(principal as Context, key, program)).form.sends).toBe(true);
  const today = portal.process.today();
  expect([await moves(secretary), await moves(principal), await moves(planner)]).toEqual([["council-adopt"], [], []]);
  await expect(move(principal, "council-adopt", { day: today })).rejects.toMatchObject({ code: "forbidden" });
  const voted = await move(secretary, "council-adopt", { day: today });
  expect(voted).toMatchObject({ outcome: "made", number: 1 });
  expect([await moves(secretary), await moves(principal), await moves(planner)]).toEqual([[], ["send-to-board", "revise"], []]);
  await move(principal, "send-to-board");
  expect((await loadSchools(planner as Context, portal.plan.id)).schools.find(({ id }) => id === school)?.sent).toMatchObject([{ program, ball: { holder: "board", title: "With the board" } }]);
  expect([await moves(principal), await moves(planner)]).toEqual([[], ["board-approve", "board-return"]]);
  expect(await move(planner, "board-return", { day: today })).toMatchObject({ outcome: "incomplete", lacks: ["words"] });
  await move(planner, "board-return", { day: today, words: "Say what the budget buys." });
  const returned = await pageFor(secretary);
  expect(returned).toMatchObject({ plan: { id: key }, ball: { holder: "council", title: "Returned with reasons" } });
  expect(returned.made[0]).toMatchObject({ words: "Say what the budget buys." });
  const mails = await portal.owner.selectFrom("mail").select(["recipient", "body"]).execute();
  expect(mails).toMatchObject([{ recipient: secretary?.user.email, body: expect.stringContaining(`/plans/${key}/programs/${program}/send`) }]);
  await move(secretary, "council-adopt", { day: today });
  await move(principal, "send-to-board");
  expect(await move(planner, "board-approve", { day: today })).toMatchObject({ outcome: "made", state: "approved" });
  const [copy] = returned.receipts;
  expect(await loadSubmission(principal as Context, copy?.filingId ?? "", 1)).toMatchObject({ planId: key, submission: { kind: "vote" } });
});

test("opens by the address of the school's part, and for nobody of another school (REL-A2)", async () => {
  const { loader } = await import("#app/routes/plans.$planId.programs.$program_.send.tsx");
  const ask = async (person: string, of: string) =>
    Promise.resolve(loader({ request: new Request("http://localhost:3000/x", { headers: { Cookie: await portal.cookieOf(person) } }), params: { planId: partKey(portal.plan.id, of), program }, context: {} } as unknown as LoaderFunctionArgs)).then((page) => (page as { school: { id: string } }).school.id, (thrown: unknown) => (thrown as Response).status);
  expect(await ask("sample-principal", school)).toBe(school);
  expect([await ask("sample-principal", "orchard"), await ask("sample-principal", "no-such-school")]).toEqual([404, 404]);
});
