// Saves a form by itself: within a second after typing stops, kept in this browser until the server has it, honest about where the words are.
import { useCallback, useEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import { formKeyName, formTokenLength } from "#schemas/form-key.ts";
import type { Typed } from "./field-input.tsx";

/** What the person saw: a count, or another stamp that the server compares. */
export type Version = number | string;
export type Kept = { entries: [string, string][]; seenVersion: string; at: string };
export type SaveMark =
  | { kind: "idle" }
  | { kind: "typing" }
  | { kind: "saving" }
  | { kind: "saved"; at: string }
  /** `stored`: this browser has the words too; false when its store took them not. `signedOut`: the session is over, and saving waits for a new one. */
  | { kind: "kept"; stored: boolean; signedOut: boolean }
  | { kind: "refused"; errors: Record<string, string> }
  | { kind: "conflict"; theirs: { version: Version; typed: Typed }; mine: Typed };

/** What the server says to a save. */
type Answer = { outcome?: string; version?: Version; errors?: Record<string, string>; theirs?: { version: Version; typed: Typed }; message?: string };

const pause = 700;
const retryAfter = 10_000;
export const clock = (date = new Date()): string => `${date.getHours()}:${String(date.getMinutes()).padStart(2, "0")}`;

/** What this browser keeps under a name; null where nothing is kept or nothing can be. */
export function readText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
export function readKept(key: string): Kept | null {
  try {
    const text = readText(key);
    return text === null ? null : (JSON.parse(text) as Kept);
  } catch {
    return null;
  }
}
/** False in a full or forbidden store: the words are still in the form, and the mark does not claim more. */
export const keepText = (key: string, text: string): boolean => {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    forget(key);
    return false;
  }
};
export const forget = (key: string) => {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept where nothing can be removed.
  }
};

const entriesOf = (form: HTMLFormElement): [string, string][] => [...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as [string, string]] : []));
export const typedOf = (entries: readonly [string, string][]): Typed => {
  const typed: Typed = {};
  for (const [name, value] of entries) typed[name] = [...(typed[name] ?? []), value];
  return typed;
};

/** The key of the first form of this page: every page of somebody who is signed in has one, in its head. */
const pageKey = () => document.querySelector<HTMLInputElement>(`[name=${formKeyName}]`)?.value ?? "";
/** What a post without a form of its own carries to be known as this page's: safe to send twice. */
export const pageToken = (): [string, string] => [formKeyName, pageKey().slice(0, formTokenLength)];

/** The body of a save with its key: the same for the same words on the same version, so that a save whose answer was lost hears its first answer. */
export function sentOnce(): (entries: readonly [string, string][]) => URLSearchParams {
  let last = { words: "", key: "" };
  return (entries) => {
    const words = JSON.stringify(entries);
    if (words !== last.words) last = { words, key: pageKey() + Math.random() };
    return new URLSearchParams([...entries, [formKeyName, last.key]]);
  };
}

/** `saveUrl` null: nothing to save to yet (a new row); words are only kept. `onSaved` after each acknowledged save. */
export function useAutosave({ form, storageKey, saveUrl, version, onSaved }: { form: RefObject<HTMLFormElement>; storageKey: string; saveUrl: string | null; version: Version | null; onSaved: () => void }) {
  const [mark, setMark] = useState<SaveMark>({ kind: "idle" });
  const seen = useRef<string>(version === null ? "" : String(version));
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const busy = useRef(false);
  const more = useRef(false);
  const stored = useRef(false);
  const waiting = useRef(false);
  const again = useRef<(from?: HTMLFormElement) => void>(() => {});
  const [bodyOf] = useState(sentOnce);

  // eslint-disable-next-line react-hooks/preserve-manual-memoization -- must stay the same function: the effect below listens with it and its timer outlives renders
  const save = useCallback(async (from = form.current) => {
    if (!from || saveUrl === null) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    if (busy.current) {
      more.current = true;
      return;
    }
    busy.current = true;
    more.current = false;
    waiting.current = false;
    const entries = entriesOf(from).filter(([name]) => name !== "seenVersion" && name !== formKeyName);
    setMark({ kind: "saving" });
    let answer: Answer;
    let status: number;
    try {
      const response = await fetch(saveUrl, { method: "POST", headers: { Accept: "application/json" }, body: bodyOf([...entries, ["seenVersion", seen.current]]) });
      status = response.status;
      answer = (await response.json()) as Answer;
    } catch {
      status = 0;
      answer = {};
    }
    busy.current = false;
    if (answer.outcome === "saved") {
      seen.current = String(answer.version ?? "");
      if (more.current) return again.current(from);
      forget(storageKey);
      setMark({ kind: "saved", at: clock() });
      onSaved();
    } else if (answer.outcome === "conflict" && answer.theirs) setMark({ kind: "conflict", theirs: answer.theirs, mine: typedOf(entries) });
    else if (answer.outcome === "refused") setMark({ kind: "refused", errors: answer.errors ?? {} });
    else if (status >= 400 && status < 500 && status !== 401) setMark({ kind: "refused", errors: { form: answer.message ?? "" } });
    else {
      waiting.current = true;
      setMark({ kind: "kept", stored: stored.current, signedOut: status === 401 });
      timer.current = setTimeout(() => again.current(), retryAfter);
    }
  }, [bodyOf, form, onSaved, saveUrl, storageKey]);
  useEffect(() => {
    again.current = (from) => void save(from);
  }, [save]);

  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const typed = () => {
      stored.current = keepText(storageKey, JSON.stringify({ entries: entriesOf(element), seenVersion: seen.current, at: new Date().toISOString() } satisfies Kept));
      if (saveUrl === null) return setMark({ kind: "kept", stored: stored.current, signedOut: false });
      more.current = busy.current;
      setMark((before) => (before.kind === "conflict" ? before : { kind: "typing" }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), pause);
    };
    const online = () => void (readKept(storageKey) && save());
    // Back from signing in in another tab.
    const back = () => void (waiting.current && save());
    element.addEventListener("input", typed);
    window.addEventListener("online", online);
    window.addEventListener("focus", back);
    return () => {
      element.removeEventListener("input", typed);
      window.removeEventListener("online", online);
      window.removeEventListener("focus", back);
      // The page is left, or the form turns to something else, before a save that is still to come: it goes out now, with the words of the form as it was.
      if (timer.current) void save(element);
    };
  }, [form, save, saveUrl, storageKey]);

  /** Save on top of this version now: after a conflict was decided, or kept words were taken up. */
  const saveOnTopOf = useCallback(
    (next: string) => {
      seen.current = next;
      void save();
    },
    [save],
  );
  const standAt = useCallback((next: string) => {
    seen.current = next;
    setMark({ kind: "idle" });
  }, []);
  return { mark, save, saveOnTopOf, standAt, seen };
}
