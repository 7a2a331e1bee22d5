// The box in which one cell is written: a list where there is a list, words elsewhere; says how the words are understood.
import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { cellOptions, takesSeveral, understood } from "#app/domain/grids/cells.ts";
import type { PlanCollection } from "#schemas/plan.ts";
import { t } from "#app/ui/texts/t.ts";

export type Move = "down" | "up" | "right" | "left" | "stay";
type Props = { field: RowField; schema: PlanCollection | null; label: string; start: string; onDone: (text: string, move: Move) => void; onCancel: () => void };

export function CellEditor({ field, schema, label, start, onDone, onCancel }: Props) {
  const [text, setText] = useState(start);
  const id = useId();
  const element = useRef<HTMLElement | null>(null);
  const over = useRef(false);
  useEffect(() => {
    const box = element.current;
    box?.focus();
    if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) box.setSelectionRange(box.value.length, box.value.length);
  }, []);
  const done = (words: string, move: Move) => {
    if (over.current) return;
    over.current = true;
    onDone(words, move);
  };
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      over.current = true;
      onCancel();
    } else if (event.key === "Enter" && !(event.shiftKey && element.current instanceof HTMLTextAreaElement)) {
      event.preventDefault();
      done(text, event.shiftKey ? "up" : "down");
    } else if (event.key === "Tab") {
      event.preventDefault();
      done(text, event.shiftKey ? "left" : "right");
    }
  };
  const shared = { "aria-label": label, "aria-describedby": id, onKeyDown: keys, onBlur: () => done(text, "stay"), onPaste: (event: { stopPropagation: () => void }) => event.stopPropagation(), onCopy: (event: { stopPropagation: () => void }) => event.stopPropagation() };
  const hold = (box: HTMLElement | null) => {
    element.current = box;
  };
  const options = cellOptions(field);
  if (field.control === "choice" || field.control === "link" || field.control === "yes-no")
    return (
      <select ref={hold} className="cell-box" value={options.find((option) => option.label === text)?.label ?? (text === "" ? "" : text)} onChange={(event) => setText(event.target.value)} {...shared}>
        <option value="">{t("grid.blankOption")}</option>
        {text !== "" && !options.some((option) => option.label === text) && <option value={text}>{text}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.label}>
            {option.label}
          </option>
        ))}
      </select>
    );
  const read = text === start && field.control !== "money" ? null : understood(schema, field, text);
  const words = read === null ? "" : "problem" in read ? read.problem : field.control === "money" && read.text !== "" ? t("money.understood", { amount: `$${read.text}` }) : takesSeveral(field) || field.control === "day" ? t("grid.readAs", { text: read.text || t("save.blank") }) : "";
  const long = field.control === "text" || field.control === "richtext" || (field.control === "line" && text.length > 60);
  return (
    <>
      {long ? (
        <textarea ref={hold} className="cell-box" rows={Math.min(10, 3 + Math.ceil(text.length / 50))} value={text} onChange={(event) => setText(event.target.value)} {...shared} />
      ) : (
        <input ref={hold} className={`cell-box${field.control === "money" || field.control === "decimal" || field.control === "integer" ? " num" : ""}`} autoComplete="off" value={text} onChange={(event) => setText(event.target.value)} {...shared} />
      )}
      <span className={`cell-read${read && "problem" in read ? " bad" : ""}`} id={id} aria-live="polite">
        {words}
        {words === "" && takesSeveral(field) && options.length > 0 && t("grid.several", { some: options.slice(0, 3).map((option) => option.label).join("; ") })}
      </span>
    </>
  );
}
