// The editor: bold, italic, underline, heading, lists, links, undo. Loaded only where somebody writes.
import { Extension, Node } from "@tiptap/core";
import type { Editor } from "@tiptap/core";
import { EditorContent, useEditor, useEditorState } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { useState } from "react";
import type { ReactNode } from "react";
import { plainFromRichText, richTextDocVersion } from "#schemas/rich-text.ts";
import type { RichText, TableNode } from "#schemas/rich-text.ts";
import { t } from "#app/ui/texts/t.ts";
import { fromEditor, toEditor } from "./editor-document.ts";

const BlockIds = Extension.create({
  name: "blockIds",
  addGlobalAttributes() {
    return [{ types: ["paragraph", "heading", "bulletList", "orderedList", "listItem"], attributes: { blockId: { default: null, rendered: false, keepOnSplit: false } } }];
  },
});

const cellWords = (cell: TableNode["content"][number]["content"][number]): string => plainFromRichText({ type: "doc", docVersion: richTextDocVersion, content: cell.content });

/** A table somebody imported: shown, kept, not changed here. */
const HeldTable = Node.create({
  name: "heldTable",
  group: "block",
  atom: true,
  addAttributes() {
    return { blockId: { default: null, rendered: false }, table: { default: null, rendered: false } };
  },
  renderHTML({ node }) {
    const table = node.attrs["table"] as TableNode | null;
    return ["div", { contenteditable: "false" }, ["table", ["tbody", ...(table?.content ?? []).map((row) => ["tr", ...row.content.map((cell) => [cell.type === "tableHeader" ? "th" : "td", cellWords(cell)])])]]];
  },
});

type Props = { value: RichText; label: string; describedBy: string | undefined; onChange: (value: RichText) => void };

export default function RichTextEditor({ value, label, describedBy, onChange }: Props) {
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ blockquote: false, code: false, codeBlock: false, horizontalRule: false, strike: false, dropcursor: false, trailingNode: false, heading: { levels: [1, 2, 3] }, link: { openOnClick: false, autolink: false, protocols: ["http", "https", "mailto"], HTMLAttributes: { target: null, rel: null } } }),
      BlockIds,
      HeldTable,
    ],
    content: toEditor(value),
    injectCSS: false,
    immediatelyRender: true,
    editorProps: { attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, ...(describedBy ? { "aria-describedby": describedBy } : {}) } },
    onUpdate: ({ editor: changed }) => onChange(fromEditor(changed.getJSON())),
  });
  return (
    <div className="editor">
      <Toolbar editor={editor} />
      <EditorContent editor={editor} />
    </div>
  );
}

function Toolbar({ editor }: { editor: Editor }) {
  const [linking, setLinking] = useState(false);
  const state = useEditorState({
    editor,
    selector: ({ editor: at }) => ({
      bold: at.isActive("bold"),
      italic: at.isActive("italic"),
      underline: at.isActive("underline"),
      heading: at.isActive("heading"),
      bullets: at.isActive("bulletList"),
      numbers: at.isActive("orderedList"),
      link: at.isActive("link"),
      canUndo: at.can().undo(),
      canRedo: at.can().redo(),
    }),
  });
  const button = (label: string, face: ReactNode, pressed: boolean | null, act: () => void, disabled = false) => (
    <button type="button" title={label} aria-label={label} {...(pressed === null ? {} : { "aria-pressed": pressed })} disabled={disabled} onMouseDown={(event) => event.preventDefault()} onClick={act}>
      {face}
    </button>
  );
  const write = () => editor.chain().focus();
  return (
    <>
      <div className="editor-bar" role="group" aria-label={t("editor.bar")}>
        {button(t("editor.bold"), <b>B</b>, state.bold, () => write().toggleBold().run())}
        {button(t("editor.italic"), <i>I</i>, state.italic, () => write().toggleItalic().run())}
        {button(t("editor.underline"), <u>U</u>, state.underline, () => write().toggleUnderline().run())}
        <span className="sep" />
        {button(t("editor.heading"), "H", state.heading, () => write().toggleHeading({ level: 2 }).run())}
        {button(t("editor.bullets"), "• List", state.bullets, () => write().toggleBulletList().run())}
        {button(t("editor.numbers"), "1. List", state.numbers, () => write().toggleOrderedList().run())}
        {button(t("editor.link"), "Link", state.link, () => setLinking(!linking))}
        <span className="sep" />
        {button(t("editor.undo"), "↶", null, () => write().undo().run(), !state.canUndo)}
        {button(t("editor.redo"), "↷", null, () => write().redo().run(), !state.canRedo)}
      </div>
      {linking && <LinkRow editor={editor} done={() => setLinking(false)} />}
    </>
  );
}

function LinkRow({ editor, done }: { editor: Editor; done: () => void }) {
  const [href, setHref] = useState(String(editor.getAttributes("link")["href"] ?? "https://"));
  const good = /^(https?:\/\/\S|mailto:\S)/i.test(href);
  const set = () => {
    if (!good) return;
    editor.chain().focus().extendMarkRange("link").setLink({ href }).run();
    done();
  };
  return (
    <div className="link-row">
      <input
        className="usa-input"
        aria-label={t("editor.linkAddress")}
        value={href}
        autoFocus
        onChange={(event) => setHref(event.target.value)}
        onInput={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            set();
          }
          if (event.key === "Escape") done();
        }}
      />
      <button type="button" className="usa-button plain" onClick={set}>
        {t("editor.linkSet")}
      </button>
      <button
        type="button"
        className="usa-button plain"
        onClick={() => {
          editor.chain().focus().extendMarkRange("link").unsetLink().run();
          done();
        }}
      >
        {t("editor.linkRemove")}
      </button>
      {!good && href.length > 8 && <span className="field-error">{t("editor.linkBad")}</span>}
    </div>
  );
}
