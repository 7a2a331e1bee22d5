// Which desks a page leads to: the ways in are shown to those whose work is there, and to nobody else.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { openPortal } from "../services/portal.ts";
import type { Portal } from "../services/portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
}, 120_000);
afterAll(() => portal?.close());

async function shown(loader: (args: LoaderFunctionArgs) => Promise<unknown>, person: string): Promise<Record<string, unknown>> {
  const answer = await loader({ request: new Request("http://localhost:3000/", { headers: { Cookie: await portal.cookieOf(`sample-${person}`) } }), params: {}, context: {} } as LoaderFunctionArgs);
  return (answer && typeof answer === "object" && "data" in answer ? answer.data : answer) as Record<string, unknown>;
}

test("the head of every page leads the state's people to their desk, and those who review to what was sent", async () => {
  const { loader } = await import("#app/root.tsx");
  const ways = async (person: string) => {
    const { reviews, more } = (await shown(loader, person))["person"] as { reviews: boolean; more: { to: string }[] };
    return { reviews, more: more.map(({ to }) => to) };
  };
  expect(await ways("state-analyst")).toEqual({ reviews: true, more: ["/state"] });
  expect(await ways("county-reviewer")).toEqual({ reviews: true, more: [] });
  expect(await ways("planner")).toEqual({ reviews: false, more: [] });
});

test("a home without a plan leads the state's people to their desk, and those who review to what was sent", async () => {
  const { loader } = await import("#app/routes/_index.tsx");
  expect(await shown(loader, "state-analyst")).toMatchObject({ reviews: true, state: true });
  expect(await shown(loader, "county-reviewer")).toMatchObject({ reviews: true, state: false });
  expect(await shown(loader, "planner")).toMatchObject({ reviews: false, state: false });
});

test("the list of what was sent leads the state to its desk and the county office to its own lists", async () => {
  const { loader } = await import("#app/routes/reviews._index.tsx");
  expect(await shown(loader, "state-analyst")).toMatchObject({ state: true, county: false });
  expect(await shown(loader, "county-reviewer")).toMatchObject({ state: false, county: true });
  expect(await shown(loader, "superintendent")).toMatchObject({ state: false, county: false });
});
