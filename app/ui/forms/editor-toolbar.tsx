// The buttons of the editor: one stop of the Tab key, arrows between them, each says whether it is on.
import type { Editor } from "@tiptap/core";
import { redo, undo } from "@tiptap/pm/history";
import { isInTable } from "@tiptap/pm/tables";
import { Suspense, lazy, useRef, useState, useSyncExternalStore } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { t } from "#app/ui/texts/t.ts";
import { insertTable, runOn, tableActs } from "./editor-nodes.ts";

/** Fetched when somebody sets the first link. */
const LinkDialog = lazy(() => import("./link-dialog.tsx"));

type Button = { name: string; label: string; face: ReactNode; pressed?: boolean; disabled?: boolean; act: () => void };
type Look = ReturnType<typeof lookAt>;

const lookAt = (editor: Editor) => {
  const inTable = isInTable(editor.state);
  return {
    bold: editor.isActive("bold"),
    italic: editor.isActive("italic"),
    underline: editor.isActive("underline"),
    heading: editor.isActive("heading", { level: 1 }) || editor.isActive("heading", { level: 2 }),
    subheading: editor.isActive("heading", { level: 3 }),
    bullets: editor.isActive("bulletList"),
    numbers: editor.isActive("orderedList"),
    link: editor.isActive("link"),
    inTable,
    headRow: inTable && headRowOf(editor),
    undo: undo(editor.state),
    redo: redo(editor.state),
  };
};

function headRowOf(editor: Editor): boolean {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const row = $from.node(depth).type.name === "table" ? $from.node(depth).firstChild : null;
    if (row) return row.childCount > 0 && row.lastChild?.type.name === "tableHeader";
  }
  return false;
}

/** What the cursor stands in, kept up with every change. As text, so that an unchanged look draws nothing anew. */
function useLook(editor: Editor): Look {
  const look = useSyncExternalStore(
    (changed) => {
      editor.on("transaction", changed);
      return () => editor.off("transaction", changed);
    },
    () => JSON.stringify(lookAt(editor)),
  );
  return JSON.parse(look) as Look;
}

type Props = { editor: Editor; id: string; linking: boolean; setLinking: (open: boolean) => void };

export function EditorToolbar({ editor, id, linking, setLinking }: Props) {
  const look = useLook(editor);
  const write = () => editor.chain().focus();
  const back = () => editor.commands.focus();
  const heading = (level: 2 | 3, on: boolean) => (on ? write().setNode("paragraph").run() : write().setNode("heading", { level }).run());
  const groups: Button[][] = [
    [
      { name: "bold", label: t("editor.bold"), face: <b>B</b>, pressed: look.bold, act: () => write().toggleMark("bold").run() },
      { name: "italic", label: t("editor.italic"), face: <i>I</i>, pressed: look.italic, act: () => write().toggleMark("italic").run() },
      { name: "underline", label: t("editor.underline"), face: <u>U</u>, pressed: look.underline, act: () => write().toggleMark("underline").run() },
    ],
    [
      { name: "heading", label: t("editor.heading"), face: "H", pressed: look.heading, act: () => heading(2, look.heading) },
      { name: "subheading", label: t("editor.subheading"), face: <small>H</small>, pressed: look.subheading, act: () => heading(3, look.subheading) },
      { name: "bullets", label: t("editor.bullets"), face: t("editor.face.bullets"), pressed: look.bullets, act: () => write().toggleList("bulletList", "listItem").run() },
      { name: "numbers", label: t("editor.numbers"), face: t("editor.face.numbers"), pressed: look.numbers, act: () => write().toggleList("orderedList", "listItem").run() },
      { name: "link", label: t("editor.link"), face: t("editor.link"), pressed: look.link, act: () => setLinking(!linking) },
      { name: "table", label: t("editor.table"), face: t("editor.table"), disabled: look.inTable, act: () => insertTable(editor) && back() },
    ],
    [
      { name: "undo", label: t("editor.undo"), face: "↶", disabled: !look.undo, act: () => runOn(editor, undo) && back() },
      { name: "redo", label: t("editor.redo"), face: "↷", disabled: !look.redo, act: () => runOn(editor, redo) && back() },
    ],
  ];
  const ofTable = (Object.keys(tableActs) as (keyof typeof tableActs)[]).map((name): Button => ({
    name,
    label: t(`editor.${name}`),
    face: t(`editor.${name}`),
    ...(name === "headRow" ? { pressed: look.headRow } : {}),
    act: () => tableActs[name](editor) && back(),
  }));
  return (
    <>
      <Bar id={id} label={t("editor.bar")} groups={groups} onLeave={back} />
      {look.inTable && <Bar id={`${id}-table`} label={t("editor.tableBar")} groups={[ofTable]} onLeave={back} />}
      {linking && (
        <Suspense fallback={null}>
          <LinkDialog
            editor={editor}
            done={() => {
              setLinking(false);
              back();
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** A toolbar as the ARIA practices describe it: Tab comes in and goes out, arrows, Home and End move. */
function Bar({ id, label, groups, onLeave }: { id: string; label: string; groups: Button[][]; onLeave: () => void }) {
  const names = groups.flat().map(({ name }) => name);
  const [stop, setStop] = useState(names[0] ?? "");
  const bar = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = names.indexOf((event.target as HTMLElement).dataset["name"] ?? "");
    const to = event.key === "ArrowRight" ? (at + 1) % names.length : event.key === "ArrowLeft" ? (at - 1 + names.length) % names.length : event.key === "Home" ? 0 : event.key === "End" ? names.length - 1 : -1;
    if (event.key === "Escape") onLeave();
    if (to < 0 && event.key !== "Escape") return;
    event.preventDefault();
    if (to >= 0) bar.current?.querySelector<HTMLElement>(`[data-name="${names[to] ?? ""}"]`)?.focus();
  };
  return (
    <div className="editor-bar" role="toolbar" aria-label={label} id={id} ref={bar} onKeyDown={move}>
      {groups.map((group, at) => (
        <span key={group[0]?.name} className="group">
          {at > 0 && <span className="sep" />}
          {group.map(({ name, label: says, face, pressed, disabled = false, act }) => (
            <button
              key={name}
              type="button"
              data-name={name}
              title={says}
              aria-label={says}
              {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
              aria-disabled={disabled || undefined}
              tabIndex={name === stop ? 0 : -1}
              onFocus={() => setStop(name)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                if (!disabled) act();
              }}
            >
              {face}
            </button>
          ))}
        </span>
      ))}
    </div>
  );
}
