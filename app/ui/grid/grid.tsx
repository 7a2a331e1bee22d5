// A list of the plan as a fast grid: arrows move, Enter writes, Escape takes back, Tab goes on; a block from a spreadsheet goes in after a look at what was understood.
import { Link } from "@remix-run/react";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ClipboardEvent, KeyboardEvent } from "react";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { gridTotals } from "#app/domain/grids/cells.ts";
import { blockOf, textOfBlock, understandBlock } from "#app/domain/grids/pasted-block.ts";
import type { Pasted } from "#app/domain/grids/pasted-block.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import type { PlanCollection } from "#schemas/plan.ts";
import { t } from "#app/ui/texts/t.ts";
import { CellEditor } from "./cell-editor.tsx";
import type { Move } from "./cell-editor.tsx";
import { PastePreview } from "./paste-preview.tsx";
import { newRowId, shownText, useGrid } from "./use-grid.ts";
import type { LiveRow } from "./use-grid.ts";

export type GridProps = {
  label: string;
  storageKey: string;
  saveUrl: string;
  schema: PlanCollection | null;
  /** All columns; `shown` are those to be seen. */
  fields: RowField[];
  shown: string[];
  naming: string;
  given: Record<string, string>;
  rows: { id: string; version: number; number: string; cells: Record<string, string>; locked: string[] }[];
  workedOut: { label: string; total: string | null; cells: Record<string, string> }[];
  /** The page of a row. */
  rowHref: (id: string) => string;
  open: boolean;
};

type Spot = { row: number; column: number };
type Editing = Spot & { start: string };
const numeric = new Set(["money", "decimal", "integer"]);
const between = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

export function Grid({ label, storageKey, saveUrl, schema, fields, shown, naming, given, rows: loaded, workedOut, rowHref, open }: GridProps) {
  const { rows: live, mark, edit, undo, redo, decide, retry, canUndo, canRedo } = useGrid({ storageKey, saveUrl, schema, fields, rows: loaded, given });
  const [nextId, setNextId] = useState("");
  const columns = useMemo(() => [...fields.filter((field) => field.name === naming), ...fields.filter((field) => field.name !== naming && shown.includes(field.name))], [fields, naming, shown]);
  const blank = useMemo<LiveRow>(() => ({ id: nextId, version: null, number: "", cells: {}, locked: [], typed: {}, errors: {}, theirs: {}, gone: false }), [nextId]);
  const rows = useMemo(() => (open && !live.some((row) => row.id === nextId) ? [...live, blank] : live), [blank, live, nextId, open]);
  // A new row that has words gets a fresh blank one under it.
  if (open && (nextId === "" || live.some((row) => row.id === nextId))) setNextId(newRowId());
  const [active, setActive] = useState<Spot>({ row: 0, column: 1 });
  const [anchor, setAnchor] = useState<Spot | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const takeFocus = useRef(false);
  // Column 0 leads to the row's page; the columns of words follow, then what is worked out.
  const last = { row: rows.length - 1, column: columns.length };

  useEffect(() => {
    if (!takeFocus.current || editing) return;
    takeFocus.current = false;
    table.current?.querySelector<HTMLElement>(`[data-spot="${active.row}:${active.column}"]`)?.focus();
  }, [active, editing]);

  const go = useCallback((to: Spot, extend = false) => {
    takeFocus.current = true;
    setAnchor((before) => (extend ? (before ?? to) : null));
    setActive({ ...to });
  }, []);
  const moved = (move: Move): Spot => ({ row: between(active.row + (move === "down" ? 1 : move === "up" ? -1 : 0), 0, last.row), column: between(active.column + (move === "right" ? 1 : move === "left" ? -1 : 0), 0, last.column) });

  // The rows' callbacks stay the same ones, so that a row is drawn again only for its own sake.
  const latest = useRef({ rows, columns, open });
  useEffect(() => {
    latest.current = { rows, columns, open };
  });
  const begin = useCallback((at: Spot, start?: string) => {
    const row = latest.current.rows[at.row];
    const field = latest.current.columns[at.column - 1];
    if (!latest.current.open || !row || !field || row.gone || row.locked.includes(field.name)) return;
    setActive(at);
    setAnchor(null);
    setEditing({ ...at, start: start ?? shownText(row, field.name) });
  }, []);
  const finish = (text: string, move: Move) => {
    const row = editing && rows[editing.row];
    const field = editing && columns[editing.column - 1];
    setEditing(null);
    if (row && field && text !== shownText(row, field.name)) edit([{ id: row.id, field: field.name, text }]);
    if (move !== "stay") go(moved(move));
  };

  const corner = anchor ?? active;
  const range = { top: Math.min(corner.row, active.row), bottom: Math.max(corner.row, active.row), left: Math.min(corner.column, active.column), right: Math.max(corner.column, active.column) };
  const inRange = (work: (row: LiveRow, field: RowField) => void) => {
    for (const row of rows.slice(range.top, range.bottom + 1)) for (const field of columns.slice(Math.max(0, range.left - 1), range.right)) work(row, field);
  };

  const keys = (event: KeyboardEvent<HTMLTableElement>) => {
    if (editing || pasted || (event.target as HTMLElement).closest("[data-spot]") === null) return;
    const command = event.ctrlKey || event.metaKey;
    const arrows: Record<string, Spot> = {
      ArrowDown: { row: command ? last.row : active.row + 1, column: active.column },
      ArrowUp: { row: command ? 0 : active.row - 1, column: active.column },
      ArrowRight: { row: active.row, column: command ? last.column : active.column + 1 },
      ArrowLeft: { row: active.row, column: command ? 0 : active.column - 1 },
      Home: { row: command ? 0 : active.row, column: 0 },
      End: { row: command ? last.row : active.row, column: last.column },
      PageDown: { row: active.row + 12, column: active.column },
      PageUp: { row: active.row - 12, column: active.column },
    };
    const to = arrows[event.key];
    if (to) {
      event.preventDefault();
      if (event.shiftKey && !anchor) setAnchor(active);
      go({ row: between(to.row, 0, last.row), column: between(to.column, 0, last.column) }, event.shiftKey);
    } else if (command && event.key.toLowerCase() === "z") {
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    } else if (command && event.key.toLowerCase() === "y") {
      event.preventDefault();
      redo();
    } else if (command && event.key.toLowerCase() === "a") {
      event.preventDefault();
      setAnchor({ row: 0, column: 1 });
      setActive(last);
    } else if ((event.key === "Enter" || event.key === "F2") && active.column > 0) {
      event.preventDefault();
      begin(active);
    } else if (event.key === "Escape") setAnchor(null);
    else if ((event.key === "Delete" || event.key === "Backspace") && open) {
      event.preventDefault();
      const changes: { id: string; field: string; text: string }[] = [];
      inRange((row, field) => {
        if (!row.locked.includes(field.name) && shownText(row, field.name) !== "") changes.push({ id: row.id, field: field.name, text: "" });
      });
      if (changes.length > 0) edit(changes);
    } else if (event.key.length === 1 && !command && !event.altKey && active.column > 0) {
      event.preventDefault();
      const field = columns[active.column - 1];
      const list = field && ["choice", "link", "yes-no"].includes(field.control);
      begin(active, list ? undefined : event.key);
    }
  };

  const onCopy = (event: ClipboardEvent) => {
    if (editing) return;
    event.preventDefault();
    const block = rows.slice(range.top, range.bottom + 1).map((row) => columns.slice(Math.max(0, range.left - 1), Math.max(1, range.right)).map((field) => shownText(row, field.name)));
    event.clipboardData.setData("text/plain", textOfBlock(block));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (editing || !open) return;
    event.preventDefault();
    const block = blockOf(event.clipboardData.getData("text/plain"));
    const at = { row: range.top, column: Math.max(0, range.left - 1) };
    const one = block.length === 1 && block[0]?.length === 1 ? block[0][0] : undefined;
    const field = columns[at.column];
    const row = rows[at.row];
    if (one !== undefined && field && row && !row.locked.includes(field.name)) return edit([{ id: row.id, field: field.name, text: one.trim() }]);
    setPasted(understandBlock({ collection: schema, fields: columns, rows: live.map((each) => ({ ...each.cells, ...each.typed })), locked: (n, name) => live[n]?.locked.includes(name) ?? false }, at, block));
  };
  const take = (block: Pasted) => {
    const fresh = new Map<number, string>();
    const idAt = (row: number): string => {
      const known = rows[row]?.id ?? fresh.get(row);
      if (known !== undefined) return known;
      const id = newRowId();
      fresh.set(row, id);
      return id;
    };
    edit(block.cells.filter(({ row, field }) => !(live[row]?.locked.includes(field) ?? false)).map(({ row, field, text }) => ({ id: idAt(row), field, text })));
    closePaste();
  };
  const closePaste = () => {
    setPasted(null);
    go(active);
  };

  const totals = useMemo(() => gridTotals(fields, live.map((row) => ({ ...row.cells, ...row.typed }))), [fields, live]);
  const troubled = live.flatMap((row, at) => [...Object.keys(row.errors), ...Object.keys(row.theirs)].map((name) => ({ row: at, column: columns.findIndex((field) => field.name === name) + 1, name, words: row.errors[name] ?? t("grid.bothChanged", { text: row.theirs[name] || t("save.blank") }) })));
  const current = rows[active.row];
  const currentField = columns[active.column - 1];
  const choice = current && currentField && current.theirs[currentField.name] !== undefined ? { id: current.id, field: currentField.name, theirs: current.theirs[currentField.name] ?? "" } : null;
  const notShown = (name: string) => !columns.some((field) => field.name === name);

  return (
    <div className="grid-area">
      <div className="grid-bar">
        {open && (
          <>
            <button type="button" className="usa-button usa-button--outline" onClick={undo} disabled={!canUndo}>
              {t("editor.undo")}
            </button>
            <button type="button" className="usa-button usa-button--outline" onClick={redo} disabled={!canRedo}>
              {t("editor.redo")}
            </button>
          </>
        )}
        <span role="status" aria-live="polite" className="grid-mark">
          {mark.kind === "saving" && t("save.saving")}
          {mark.kind === "saved" && troubled.length === 0 && t("save.saved", { time: mark.at })}
          {mark.kind === "kept" && (mark.stored ? t("save.kept") : t("save.unkept"))}
          {mark.kind === "stopped" && t("save.refused", { why: mark.why })}
          {mark.kind !== "saving" && troubled.length > 0 && t("grid.troubled", { count: troubled.length })}
        </span>
        {(mark.kind === "kept" || mark.kind === "stopped") && (
          <button type="button" className="usa-button plain" onClick={() => void retry()}>
            {t("save.retry")}
          </button>
        )}
      </div>
      {troubled.length > 0 && (
        <ul className="grid-troubles">
          {troubled.slice(0, 8).map((one) => (
            <li key={`${one.row}/${one.name}`}>
              <button type="button" className="usa-button plain" onClick={() => go({ row: one.row, column: Math.max(1, one.column) })}>
                {t("grid.troubleAt", { row: nameOf(live[one.row], naming), column: fields.find((field) => field.name === one.name)?.label ?? "" })}
              </button>{" "}
              {one.words}
              {notShown(one.name) && ` ${t("grid.columnHidden")}`}
            </li>
          ))}
        </ul>
      )}
      {choice && (
        <div className="conflict" role="group" aria-label={t("save.conflictTitle")}>
          <p>{t("grid.bothChanged", { text: choice.theirs || t("save.blank") })}</p>
          <div className="inline">
            <button type="button" className="usa-button usa-button--outline" onClick={() => decide(choice.id, choice.field, true)}>
              {t("save.useMine")}
            </button>
            <button type="button" className="usa-button usa-button--outline" onClick={() => decide(choice.id, choice.field, false)}>
              {t("save.useTheirs")}
            </button>
          </div>
        </div>
      )}
      <div className="grid-scroll">
        <table ref={table} role="grid" className="grid" aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length + 1 + workedOut.length} aria-readonly={!open} aria-multiselectable onKeyDown={keys} onCopy={onCopy} onPaste={onPaste}>
          <thead>
            <tr>
              <th scope="col" className="open-row">
                <span className="visually-hidden">{t("grid.openColumn")}</span>
              </th>
              {columns.map((field) => (
                <th key={field.name} scope="col" className={numeric.has(field.control) ? "num" : field.name === naming ? "naming" : undefined}>
                  {field.label}
                </th>
              ))}
              {workedOut.map((column) => (
                <th key={column.label} scope="col" className="num worked">
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <GridRow
                key={row.id || "blank"}
                row={row}
                at={at}
                columns={columns}
                schema={schema}
                naming={naming}
                workedOut={workedOut}
                rowHref={rowHref}
                activeColumn={active.row === at ? active.column : -1}
                from={at >= range.top && at <= range.bottom && anchor ? range.left : -1}
                to={at >= range.top && at <= range.bottom && anchor ? range.right : -1}
                editStart={editing?.row === at ? editing.start : null}
                onGo={go}
                onBegin={begin}
                onDone={editing?.row === at ? finish : nothing}
                onCancel={editing?.row === at ? () => {
                  setEditing(null);
                  go(active);
                } : nothing}
              />
            ))}
          </tbody>
          {(totals.length > 0 || workedOut.some(({ total }) => total !== null)) && (
            <tfoot>
              <tr>
                <td className="open-row" />
                <th scope="row" colSpan={columns.length} className="total-words">
                  {totals.length > 0 ? (
                    <span className="totals">
                      {totals.map((total) => (
                        <span key={total.label} data-total={total.label}>
                          {total.label}: <strong>{formatMoney(total.cents)}</strong>
                        </span>
                      ))}
                    </span>
                  ) : (
                    t("rows.total")
                  )}
                </th>
                {workedOut.map((column) => (
                  <td key={column.label} className="num worked">
                    {column.total}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      {pasted && <PastePreview pasted={pasted} fields={columns} rowNames={(row) => nameOf(live[row], naming) || t("grid.newRow")} onTake={() => take(pasted)} onDrop={closePaste} />}
      <details className="help grid-help">
        <summary>{t("grid.keys")}</summary>
        <p className="small">{t("grid.keysText")}</p>
      </details>
    </div>
  );
}

const nothing = () => {};
const nameOf = (row: LiveRow | undefined, naming: string): string => (row ? [row.number, shownText(row, naming)].filter(Boolean).join(" ") || t("grid.newRow") : "");

type RowProps = {
  row: LiveRow;
  at: number;
  columns: RowField[];
  schema: PlanCollection | null;
  naming: string;
  workedOut: GridProps["workedOut"];
  rowHref: (id: string) => string;
  activeColumn: number;
  from: number;
  to: number;
  editStart: string | null;
  onGo: (to: Spot, extend?: boolean) => void;
  onBegin: (at: Spot, start?: string) => void;
  onDone: (text: string, move: Move) => void;
  onCancel: () => void;
};

/** Drawn again only when something of this row changes. */
const GridRow = memo(function GridRow({ row, at, columns, schema, naming, workedOut, rowHref, activeColumn, from, to, editStart, onGo, onBegin, onDone, onCancel }: RowProps) {
  const added = row.version !== null;
  const spot = (column: number) => ({ "data-spot": `${at}:${column}`, tabIndex: activeColumn === column ? 0 : -1, ...(from >= 0 ? { "aria-selected": column >= from && column <= to } : {}) });
  const name = nameOf(row, naming);
  return (
    <tr aria-rowindex={at + 2} className={added ? undefined : "new-row"}>
      <td role="gridcell" className="open-row" {...(added ? {} : spot(0))} onMouseDown={(event) => !event.shiftKey && onGo({ row: at, column: 0 })}>
        {added ? (
          <Link to={rowHref(row.id)} {...spot(0)} aria-label={t("grid.openRow", { row: name })}>
            {row.number || t("grid.open")}
          </Link>
        ) : (
          <span aria-hidden="true">+</span>
        )}
      </td>
      {columns.map((field, n) => {
        const column = n + 1;
        const error = row.errors[field.name] ?? (row.theirs[field.name] === undefined ? undefined : t("grid.bothChangedShort"));
        const text = shownText(row, field.name);
        const locked = row.locked.includes(field.name);
        const here = editStart !== null && activeColumn === column;
        const errorId = error ? `cell-error-${at}-${column}` : undefined;
        return (
          <td
            key={field.name}
            role={field.name === naming && text !== "" ? "rowheader" : "gridcell"}
            {...spot(column)}
            className={[numeric.has(field.control) ? "num" : "", field.name === naming ? "naming" : "", error ? "bad" : "", row.typed[field.name] !== undefined && !error ? "unsaved" : "", locked ? "locked" : ""].join(" ").trim() || undefined}
            aria-readonly={locked || undefined}
            aria-invalid={error ? true : undefined}
            aria-describedby={errorId}
            onMouseDown={(event) => {
              if (here) return;
              event.preventDefault();
              onGo({ row: at, column }, event.shiftKey);
            }}
            onDoubleClick={() => onBegin({ row: at, column })}
          >
            {here ? (
              <CellEditor field={field} schema={schema} label={`${field.label}, ${name}`} start={editStart} onDone={onDone} onCancel={onCancel} />
            ) : (
              <span className="cell-words">{text || (!added && field.name === naming && Object.keys(row.typed).length === 0 ? <span className="quiet">{t("grid.newRow")}</span> : "")}</span>
            )}
            {error && !here && (
              <span className="cell-error" id={errorId}>
                {error}
              </span>
            )}
            {locked && <span className="visually-hidden">{t("grid.lockedCell")}</span>}
          </td>
        );
      })}
      {workedOut.map((column) => (
        <td key={column.label} role="gridcell" aria-readonly className="num worked">
          {column.cells[row.id] ?? ""}
        </td>
      ))}
    </tr>
  );
});
