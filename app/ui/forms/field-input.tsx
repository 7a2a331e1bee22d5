// One input of a form, by what it takes: words, formatted text, money, a day, one of a list, several.
import { useEffect, useRef, useState } from "react";
import type { ComponentType } from "react";
import { flushSync } from "react-dom";
import { emptyRichText, richTextFromPlain } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { formatMoney, readMoney } from "#app/domain/calculations/format.ts";
import { hasFormatting, plainWordsInto } from "#app/domain/plan/formatting.ts";
import { anchorOf } from "#app/domain/plan/place-of.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { t } from "#app/ui/texts/t.ts";
import type { EditorProps } from "./rich-text-editor.tsx";

export type Typed = Record<string, string[]>;
type Props = { field: RowField; typed: Typed; error?: string | undefined; idBase: string; labelHidden?: boolean };

export function FieldInput({ field, typed, error, idBase, labelHidden = false }: Props) {
  const id = anchorOf(idBase, field.name);
  const hintId = field.help ? `${id}-help` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [hintId, errorId].filter(Boolean).join(" ") || undefined;
  const value = typed[field.name]?.[0] ?? "";
  const common = { id, name: field.name, "aria-invalid": error ? true : undefined, "aria-describedby": describedBy };
  const grouped = field.control === "codes" || field.control === "links" || field.control === "yes-no" || (field.control === "choice" && field.options.length <= 5);
  const notes = (
    <>
      {field.help && (
        <p className="usa-hint small" id={hintId}>
          {field.help}
        </p>
      )}
      {error && (
        <p className="field-error" id={errorId}>
          {error}
        </p>
      )}
    </>
  );
  const box = error ? "has-error" : undefined;
  const anchor = anchorOf("field", field.name.split(".")[0] ?? "");
  if (grouped)
    return (
      <fieldset className={box} id={anchor} aria-describedby={describedBy}>
        <legend className={labelHidden ? "visually-hidden" : undefined}>{field.label}</legend>
        {notes}
        <Choices field={field} typed={typed} id={id} />
      </fieldset>
    );
  return (
    <div className={box} id={anchor}>
      {field.control === "richtext" ? (
        <>
          {!labelHidden && <RichLabel id={id} label={field.label} />}
          {notes}
          <RichTextInput field={field} typed={typed} id={id} describedBy={describedBy} />
        </>
      ) : (
        <>
          <label className={`usa-label${labelHidden ? " visually-hidden" : ""}`} htmlFor={id}>
            {field.label}
          </label>
          {notes}
          {field.control === "choice" || field.control === "link" ? (
            <select className="usa-select" {...common} defaultValue={value}>
              <option value="">{field.control === "link" && field.nullable ? t("row.none") : t("row.notChosen")}</option>
              {value !== "" && !field.options.some((option) => option.value === value) && <option value={value}>{value}</option>}
              {field.options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          ) : field.control === "text" ? (
            <textarea className="usa-textarea" {...common} defaultValue={value} rows={Math.min(12, 3 + Math.ceil(value.length / 90))} />
          ) : field.control === "money" ? (
            <MoneyInput {...common} typed={value} />
          ) : (
            <input className="usa-input" {...common} type={field.control === "day" ? "date" : "text"} inputMode={field.control === "decimal" ? "decimal" : field.control === "integer" ? "numeric" : undefined} defaultValue={value} />
          )}
        </>
      )}
    </div>
  );
}

const RichLabel = ({ id, label }: { id: string; label: string }) => (
  <span className="usa-label rich-label" id={`${id}-label`}>
    {label}
  </span>
);

function Choices({ field, typed, id }: { field: RowField; typed: Typed; id: string }) {
  const chosen = typed[field.name] ?? [];
  const single = field.control === "yes-no" || field.control === "choice";
  const options = field.control === "yes-no" ? [{ value: "yes", label: t("row.yes") }, { value: "no", label: t("row.no") }, ...(field.nullable ? [{ value: "", label: t("row.notSaid") }] : [])] : field.options;
  const kind = single ? "radio" : "checkbox";
  const unknown = chosen.filter((code) => code !== "" && !options.some((option) => option.value === code)).map((code) => ({ value: code, label: code }));
  const list = (
    <div className={`choices${options.length > 6 ? " many" : ""}`}>
      {!single && <input type="hidden" name={field.name} value="" />}
      {[...options, ...unknown].map((option) => (
        <div key={option.value} className={`usa-${kind}`}>
          <input className={`usa-${kind}__input`} type={kind} id={`${id}-${option.value}`} name={field.name} value={option.value} defaultChecked={chosen.includes(option.value)} />
          <label className={`usa-${kind}__label`} htmlFor={`${id}-${option.value}`}>
            {option.label}
          </label>
        </div>
      ))}
    </div>
  );
  return (
    <>
      {options.length > 12 ? (
        <details className="help">
          <summary>{chosen.filter((code) => code !== "").map((code) => options.find((option) => option.value === code)?.label ?? code).join(", ") || t("row.notChosen")}</summary>
          <div>{list}</div>
        </details>
      ) : (
        list
      )}
      {field.open && (
        <details className="help" open={(typed[`${field.name}.own`]?.[0] ?? "") !== ""}>
          <summary>{t("row.own")}</summary>
          <textarea className="usa-textarea" name={`${field.name}.own`} aria-label={`${field.label}: ${t("row.own").toLowerCase()}`} rows={2} defaultValue={typed[`${field.name}.own`]?.[0] ?? ""} />
        </details>
      )}
    </>
  );
}

/** How many cells of a spreadsheet a pasted text has. */
const cellsOf = (text: string): number => text.split(/[\t\r\n]+/).filter((cell) => cell.trim() !== "").length;

/** Takes what people type or paste; says how it was understood, never changes it under the cursor. */
export function MoneyInput({ typed, ...input }: { typed: string; id: string; name: string; "data-amount"?: string; "aria-invalid"?: boolean | undefined; "aria-describedby"?: string | undefined }) {
  const [value, setValue] = useState(typed);
  const [block, setBlock] = useState(0);
  const read = readMoney(value);
  const words = block > 1 ? t("money.block", { count: block }) : "problem" in read ? read.problem : read.cents === null ? "" : t("money.understood", { amount: formatMoney(read.cents) });
  const changed = value !== typed;
  return (
    <>
      <input
        className="usa-input money-input"
        {...input}
        inputMode="text"
        autoComplete="off"
        defaultValue={typed}
        onPaste={(event) => {
          // A one-line box drops line breaks: "1200⏎300" would silently become 1200300.
          const cells = cellsOf(event.clipboardData.getData("text"));
          setBlock(cells);
          if (cells > 1) event.preventDefault();
        }}
        onInput={(event) => {
          setBlock(0);
          setValue(event.currentTarget.value);
        }}
      />
      <p className={block > 1 || ("problem" in read && changed) ? "field-error small" : "understood"} aria-live="polite">
        {changed || block > 1 ? words : ""}
      </p>
    </>
  );
}

function storedRichText(typed: Typed, name: string): RichText | null {
  const json = typed[`${name}.json`]?.[0];
  if (!json) return null;
  try {
    return JSON.parse(json) as RichText;
  } catch {
    return null;
  }
}

/** `typed`: it begins with words that nobody has saved yet. */
type Start = { Editor: ComponentType<EditorProps>; value: RichText; caret: EditorProps["caret"]; typed: boolean };

/** Fetched once; null until then, so that the first look of the browser is the one the server sent. */
let fetched: Start["Editor"] | null = null;

/** The editor as soon as it is here; until then, and without JavaScript, a plain box. What was typed there first goes into the editor, with the caret. */
function RichTextInput({ field, typed, id, describedBy }: { field: RowField; typed: Typed; id: string; describedBy: string | undefined }) {
  const hidden = useRef<HTMLInputElement | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const stored = storedRichText(typed, field.name);
  const plain = typed[field.name]?.[0] ?? "";
  const [start, setStart] = useState<Start | null>(() => fetched && { Editor: fetched, value: stored ?? emptyRichText, caret: null, typed: false });
  // True where the plain box stays: the editor cannot be had, or what was typed went into formatted text.
  const [stays, setStays] = useState(false);
  useEffect(() => {
    if (start || stays) return;
    let gone = false;
    void import("./rich-text-editor.tsx").then(
      ({ default: Editor }) => {
        fetched = Editor;
        if (gone || !box.current) return;
        const words = box.current.value;
        const typedHere = words !== plain.replace(/\r\n?/g, "\n");
        const value = !typedHere ? (stored ?? emptyRichText) : stored ? plainWordsInto(stored, words) : richTextFromPlain(words);
        if (value === null) return setStays(true);
        const caret = document.activeElement === box.current ? { words, at: box.current.selectionStart } : null;
        // At once: somebody may begin to write in the box before a later moment, and no key may fall between two boxes.
        flushSync(() => setStart({ Editor, value, caret, typed: typedHere }));
      },
      () => setStays(true),
    );
    return () => {
      gone = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once: what is stored changes only with a new form
  }, []);
  useEffect(() => {
    if (start?.typed) hidden.current?.dispatchEvent(new Event("input", { bubbles: true }));
  }, [start]);
  if (!start) {
    const warning = (
      <div className="usa-checkbox">
        <p className="small">{t("save.flatWarning")}</p>
        <input className="usa-checkbox__input" type="checkbox" id={`${id}-drop`} name={`${field.name}.drop`} value="yes" />
        <label className="usa-checkbox__label" htmlFor={`${id}-drop`}>
          {t("save.flatTick")}
        </label>
      </div>
    );
    return (
      <>
        <textarea ref={box} className="usa-textarea" id={id} name={field.name} aria-label={field.label} aria-describedby={describedBy} defaultValue={plain} rows={Math.min(30, 6 + Math.ceil(plain.length / 90))} />
        {stored && hasFormatting(stored) && (stays ? warning : <noscript>{warning}</noscript>)}
      </>
    );
  }
  return (
    <>
      {/* Its value is the editor's alone: React would put a default back at every render of a hidden input. */}
      <input
        ref={(element) => {
          hidden.current = element;
          if (element && element.value === "") element.value = JSON.stringify(start.value);
        }}
        type="hidden"
        name={`${field.name}.json`}
      />
      <start.Editor
        value={start.value}
        caret={start.caret}
        label={field.label}
        describedBy={describedBy}
        onChange={(next) => {
          if (!hidden.current) return;
          hidden.current.value = JSON.stringify(next);
          hidden.current.dispatchEvent(new Event("input", { bubbles: true }));
        }}
      />
    </>
  );
}
