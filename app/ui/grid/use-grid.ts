// The rows of a grid as the person sees them: what is saved, what is typed and not saved yet, what was refused; each change can be undone.
import { useCallback, useEffect, useRef, useState } from "react";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { understood } from "#app/domain/grids/cells.ts";
import type { Cells } from "#app/domain/grids/cells.ts";
import type { PlanCollection } from "#schemas/plan.ts";
import { clock, forget, keepText, pageToken, readText } from "#app/ui/forms/use-autosave.ts";

type Stored = { version: number; cells: Cells; locked: string[] };
/** `version` null: not added yet. `typed`: words not saved; `theirs`: what somebody else saved in the same cell meanwhile. */
export type LiveRow = { id: string; version: number | null; number: string; cells: Cells; locked: string[]; typed: Cells; errors: Cells; theirs: Cells; gone: boolean };
export type Change = { id: string; field: string; text: string };
export type GridMark = { kind: "idle" | "saving" | "typing" } | { kind: "saved"; at: string } | { kind: "kept"; stored: boolean } | { kind: "stopped"; why: string };

type Answer = { outcome?: string; rows?: Record<string, Stored | null>; errors?: Record<string, Cells>; theirs?: Record<string, Stored | "gone">; message?: string };
type Step = { changes: { id: string; field: string; before: string; after: string }[]; added: string[] };
type KeptRow = { id: string; seen: number | null; typed: Cells; base: Cells };

const retryAfter = 10_000;
/** An id for a row that is not added yet. */
export function newRowId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 15) | 64;
  bytes[8] = ((bytes[8] ?? 0) & 63) | 128;
  return [...bytes].map((byte, at) => `${[4, 6, 8, 10].includes(at) ? "-" : ""}${byte.toString(16).padStart(2, "0")}`).join("");
}

const live = (row: { id: string; version: number | null; number: string; cells: Cells; locked: string[] }): LiveRow => ({ ...row, typed: {}, errors: {}, theirs: {}, gone: false });
export const shownText = (row: LiveRow, field: string): string => row.typed[field] ?? row.cells[field] ?? "";
const without = (cells: Cells, ...names: string[]): Cells => Object.fromEntries(Object.entries(cells).filter(([name]) => !names.includes(name)));
const waiting = (row: LiveRow): boolean => !row.gone && Object.keys(row.theirs).length === 0 && Object.keys(row.typed).some((name) => row.errors[name] === undefined);

/** Status 0: the server did not answer. */
async function post(saveUrl: string, rows: unknown): Promise<{ status: number; answer: Answer }> {
  try {
    const response = await fetch(saveUrl, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams([["rows", JSON.stringify(rows)], pageToken()]) });
    return { status: response.status, answer: (await response.json()) as Answer };
  } catch {
    return { status: 0, answer: {} };
  }
}

type Given = {
  storageKey: string;
  saveUrl: string;
  schema: PlanCollection | null;
  fields: RowField[];
  rows: { id: string; version: number; number: string; cells: Cells; locked: string[] }[];
  /** Words every new row of this grid has. */
  given: Cells;
};

export function useGrid({ storageKey, saveUrl, schema, fields, rows: loaded, given }: Given) {
  const [view, setView] = useState(() => ({ rows: loaded.map(live), canUndo: false, canRedo: false }));
  const rows = useRef<LiveRow[]>(view.rows);
  const [mark, setMark] = useState<GridMark>({ kind: "idle" });
  const done = useRef<Step[]>([]);
  const undone = useRef<Step[]>([]);
  const removing = useRef<string[]>([]);
  const busy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const again = useRef<() => void>(() => {});
  const redraw = useCallback(() => setView({ rows: rows.current, canUndo: done.current.length > 0, canRedo: undone.current.length > 0 }), []);

  const put = useCallback((id: string, next: (row: LiveRow) => LiveRow) => {
    rows.current = rows.current.map((row) => (row.id === id ? next(row) : row));
  }, []);

  const keep = useCallback((): boolean => {
    const kept = rows.current.filter((row) => Object.keys(row.typed).length > 0).map((row): KeptRow => ({ id: row.id, seen: row.version, typed: row.typed, base: Object.fromEntries(Object.keys(row.typed).map((name) => [name, row.cells[name] ?? ""])) }));
    if (kept.length > 0) return keepText(storageKey, JSON.stringify(kept));
    forget(storageKey);
    return true;
  }, [storageKey]);

  const problemOf = useCallback(
    (name: string, text: string): string | null => {
      const field = fields.find((one) => one.name === name);
      const read = field && understood(schema, field, text);
      return read && "problem" in read ? read.problem : null;
    },
    [fields, schema],
  );

  /** What the server says about a block, put into the rows. */
  const settle = useCallback(
    (answer: Answer, sent: ReadonlyMap<string, Cells>) => {
      for (const [id, stored] of Object.entries(answer.rows ?? {})) {
        if (stored === null) {
          rows.current = rows.current.filter((row) => row.id !== id);
          continue;
        }
        put(id, (row) => {
          // What was typed on while the block was under way stays typed.
          const settled = Object.keys(row.typed).filter((name) => row.typed[name] === sent.get(id)?.[name]);
          return { ...row, ...stored, typed: without(row.typed, ...settled), errors: without(row.errors, ...settled, "form") };
        });
      }
      for (const [id, errors] of Object.entries(answer.errors ?? {}))
        put(id, (row) => {
          const known = Object.keys(row.typed);
          const first = known[0] ?? fields[0]?.name ?? "";
          // A row that lacks something else is told so in the cell that was typed in.
          const placed = Object.fromEntries(Object.entries(errors).map(([name, words]) => (fields.some((field) => field.name === name) && (known.includes(name) || row.version === null) ? [name, words] : [first, words])));
          return { ...row, errors: { ...row.errors, ...placed } };
        });
      for (const [id, theirs] of Object.entries(answer.theirs ?? {}))
        put(id, (row) => {
          if (theirs === "gone") return { ...row, gone: true };
          const both = Object.keys(row.typed).filter((name) => theirs.cells[name] !== row.cells[name] && theirs.cells[name] !== row.typed[name]);
          const same = Object.keys(row.typed).filter((name) => theirs.cells[name] === row.typed[name]);
          return { ...row, ...theirs, typed: without(row.typed, ...same), theirs: Object.fromEntries(both.map((name) => [name, theirs.cells[name] ?? ""])) };
        });
    },
    [fields, put],
  );

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    if (busy.current) return;
    const changed = rows.current.filter((row) => waiting(row) && (row.version !== null || Object.keys(row.errors).length === 0));
    const removed = removing.current.flatMap((id) => rows.current.find((row) => row.id === id && row.version !== null) ?? []);
    removing.current = [];
    if (changed.length === 0 && removed.length === 0) return;
    busy.current = true;
    setMark({ kind: "saving" });
    const sent = new Map(changed.map((row) => [row.id, Object.fromEntries(Object.entries(row.typed).filter(([name]) => row.errors[name] === undefined))]));
    const block = [
      ...changed.map((row) => ({ id: row.id, seenVersion: row.version, cells: row.version === null ? { ...given, ...without(sent.get(row.id) ?? {}) } : (sent.get(row.id) ?? {}) })),
      ...removed.map((row) => ({ id: row.id, seenVersion: row.version, cells: {}, remove: true })),
    ];
    const { status, answer } = await post(saveUrl, block);
    busy.current = false;
    if (answer.outcome !== undefined) {
      settle(answer, sent);
      // A block is saved whole or not at all: what was to be removed with it still is, unless the server said why not.
      if (answer.outcome !== "saved") removing.current = [...removing.current, ...removed.map(({ id }) => id).filter((id) => answer.errors?.[id] === undefined && answer.theirs?.[id] === undefined)];
      keep();
      const rest = rows.current.some((row) => waiting(row) && (row.version !== null || Object.keys(row.errors).length === 0));
      setMark(answer.outcome === "saved" ? { kind: "saved", at: clock() } : { kind: "typing" });
      if (rest || removing.current.length > 0) again.current();
    } else if (status >= 400 && status < 500) setMark({ kind: "stopped", why: answer.message ?? "" });
    else {
      removing.current = [...removing.current, ...removed.map(({ id }) => id)];
      setMark({ kind: "kept", stored: keep() });
      timer.current = setTimeout(() => again.current(), retryAfter);
    }
    redraw();
  }, [given, keep, redraw, saveUrl, settle]);
  useEffect(() => {
    again.current = () => void save();
  }, [save]);

  const write = useCallback(
    (changes: readonly Change[]): Step => {
      const step: Step = { changes: [], added: [] };
      for (const { id, field, text } of changes) {
        if (!rows.current.some((row) => row.id === id)) {
          rows.current = [...rows.current, live({ id, version: null, number: "", cells: {}, locked: [] })];
          step.added.push(id);
        }
        put(id, (row) => {
          const before = shownText(row, field);
          if (before === text) return row;
          step.changes.push({ id, field, before, after: text });
          const problem = problemOf(field, text);
          const back = row.version !== null && text === row.cells[field];
          const errors = row.version === null ? {} : without(row.errors, field, "form");
          return { ...row, typed: back ? without(row.typed, field) : { ...row.typed, [field]: text }, errors: problem !== null && !back ? { ...errors, [field]: problem } : errors, theirs: without(row.theirs, field) };
        });
      }
      keep();
      setMark({ kind: "typing" });
      redraw();
      void save();
      return step;
    },
    [keep, problemOf, put, redraw, save],
  );

  /** Puts words in cells and saves them; a row with an unknown id is new. */
  const edit = useCallback(
    (changes: readonly Change[]) => {
      const step = write(changes);
      if (step.changes.length === 0) return;
      done.current = [...done.current, step].slice(-200);
      undone.current = [];
      redraw();
    },
    [redraw, write],
  );
  const undo = useCallback(() => {
    const step = done.current.at(-1);
    if (!step) return;
    done.current = done.current.slice(0, -1);
    undone.current = [...undone.current, step];
    const drafts = step.added.filter((id) => rows.current.some((row) => row.id === id && row.version === null));
    rows.current = rows.current.filter((row) => !drafts.includes(row.id));
    removing.current = [...removing.current, ...step.added.filter((id) => !drafts.includes(id))];
    write(step.changes.filter(({ id }) => !step.added.includes(id)).map(({ id, field, before }) => ({ id, field, text: before })).reverse());
  }, [write]);
  const redo = useCallback(() => {
    const step = undone.current.at(-1);
    if (!step) return;
    undone.current = undone.current.slice(0, -1);
    done.current = [...done.current, step];
    write(step.changes.map(({ id, field, after }) => ({ id, field, text: after })));
  }, [write]);

  /** Two people changed one cell: keep what is typed here, or take the other person's words. */
  const decide = useCallback(
    (id: string, field: string, mine: boolean) => {
      put(id, (row) => ({ ...row, theirs: without(row.theirs, field), typed: mine ? row.typed : without(row.typed, field) }));
      keep();
      redraw();
      void save();
    },
    [keep, put, redraw, save],
  );

  useEffect(() => {
    const kept = readText(storageKey);
    if (kept !== null) {
      let found: KeptRow[] = [];
      try {
        found = JSON.parse(kept) as KeptRow[];
      } catch {
        forget(storageKey);
      }
      for (const { id, seen, typed, base } of found) {
        if (seen === null && !rows.current.some((row) => row.id === id)) rows.current = [...rows.current, { ...live({ id, version: null, number: "", cells: {}, locked: [] }), typed }];
        else
          put(id, (row) => ({
            ...row,
            typed: Object.fromEntries(Object.entries(typed).filter(([name, text]) => text !== row.cells[name])),
            errors: Object.fromEntries(Object.entries(typed).flatMap(([name, text]) => (problemOf(name, text) === null ? [] : [[name, problemOf(name, text) ?? ""]]))),
            theirs: Object.fromEntries(Object.entries(typed).flatMap(([name, text]) => (row.cells[name] !== base[name] && row.cells[name] !== text ? [[name, row.cells[name] ?? ""]] : []))),
          }));
      }
      redraw();
      void save();
    }
    const online = () => again.current();
    window.addEventListener("online", online);
    return () => {
      window.removeEventListener("online", online);
      clearTimeout(timer.current);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the grid opens: what an earlier visit left unsaved
  }, []);

  return { ...view, mark, edit, undo, redo, decide, retry: save };
}
