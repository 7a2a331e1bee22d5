// @vitest-environment jsdom
// Words typed a moment before the page is left are saved all the same.
import { act, useRef } from "react";
import { createRoot } from "react-dom/client";
import type { Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useAutosave } from "#app/ui/forms/use-autosave.ts";

type Post = { to: string; value: string | null; seenVersion: string | null; answer: (version: number) => void };
let posts: Post[];
let root: Root;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers();
  posts = [];
  // A server that answers when it is told to.
  vi.stubGlobal("fetch", (to: string, { body }: { body: URLSearchParams }) => new Promise<Response>((resolve) => posts.push({ to, value: body.get("value"), seenVersion: body.get("seenVersion"), answer: (version) => resolve(Response.json({ outcome: "saved", version })) })));
  document.body.innerHTML = "<div></div>";
  root = createRoot(document.body.firstElementChild as Element);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
});

function Answer({ statement }: { statement: string }) {
  const form = useRef<HTMLFormElement>(null);
  useAutosave({ form, storageKey: statement, saveUrl: `/save/${statement}`, version: 1, onSaved });
  return (
    <form ref={form}>
      <input name="value" />
    </form>
  );
}
const onSaved = () => {};
const open = (statement: string) => act(() => root.render(<Answer statement={statement} />));
const leave = () => act(() => root.unmount());
const type = (words: string) =>
  act(() => {
    const input = document.querySelector("input") as HTMLInputElement;
    input.value = words;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
const sent = () => posts.map(({ to, value, seenVersion }) => [to, value, seenVersion]);

test("words typed just before the page is left go to the server at once, and only once", async () => {
  await open("who");
  await type("Half a sentence");
  await leave();
  expect(sent()).toEqual([["/save/who", "Half a sentence", "1"]]);
  posts[0]?.answer(2);
  await wait(60_000);
  expect(posts).toHaveLength(1);
  expect(localStorage.length).toBe(0);
});

test("words typed while a save is on its way are sent after it, though the page was left meanwhile", async () => {
  await open("who");
  await type("Half");
  await wait(1000);
  await type("Half a sentence");
  await leave();
  expect(sent()).toEqual([["/save/who", "Half", "1"]]);
  posts[0]?.answer(2);
  await wait(0);
  expect(sent()[1]).toEqual(["/save/who", "Half a sentence", "2"]);
});

test("words typed for one answer go to its own address when the form turns to another before they are sent", async () => {
  await open("who");
  await type("Half a sentence");
  await open("listen");
  expect(sent()).toEqual([["/save/who", "Half a sentence", "1"]]);
});

test("leaving a page on which all is saved sends nothing", async () => {
  await open("who");
  await type("A sentence.");
  await wait(1000);
  posts[0]?.answer(2);
  await wait(0);
  await leave();
  expect(posts).toHaveLength(1);
});
