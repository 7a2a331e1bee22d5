// The editor of an answer: words, headings, lists, links and tables. Loaded only where somebody writes.
import { Editor } from "@tiptap/core";
import { Suspense, lazy, useEffect, useId, useRef, useState } from "react";
import type { RichText } from "#schemas/rich-text-words.ts";
import { t } from "#app/ui/texts/t.ts";
import { fromEditor, toEditor } from "./editor-document.ts";
import { editorNodes } from "./editor-nodes.ts";
import { EditorToolbar } from "./editor-toolbar.tsx";
import type { Note } from "./paste-note.tsx";

/** Fetched with the first note. */
const PasteNote = lazy(() => import("./paste-note.tsx"));

/** `caret`: somebody was writing in the plain box before, `at` so many characters into its `words`. */
export type EditorProps = { value: RichText; label: string; describedBy: string | undefined; caret: { words: string; at: number } | null; onChange: (value: RichText) => void };

/** What comes with a paste or a drop and is no text: "files" and "pictures" without any words are refused as a whole. */
function refused(data: DataTransfer | null): Note | null {
  if (!data || data.files.length === 0 || data.getData("text/plain").trim() !== "" || data.getData("text/html").replace(/<[^>]*>/g, "").trim() !== "") return null;
  return { kind: [...data.files].every((file) => file.type.startsWith("image/")) ? "pictures" : "files" };
}

/** Where the caret of a plain box stands in the editor's text: counted by what is seen, since blocks are not parted by characters here. */
function caretIn(editor: Editor, { words, at }: { words: string; at: number }): number {
  const before = words.slice(0, at);
  const spaces = before.length - before.replace(/ +$/, "").length;
  let left = before.replace(/\s/g, "").length;
  let found = 1;
  editor.state.doc.descendants((node, place) => {
    const text = node.text ?? "";
    if (left === 0 || text === "") return left > 0;
    for (let step = 0; step < text.length && left > 0; step++) {
      if (text.charAt(step).trim() === "") continue;
      left--;
      found = place + step + 1;
    }
    if (left === 0) found += Math.min(spaces, text.slice(found - place).length - text.slice(found - place).trimStart().length);
    return left > 0;
  });
  return found;
}

export default function RichTextEditor({ value, label, describedBy, caret, onChange }: EditorProps) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const heard = useRef(onChange);
  const [note, setNote] = useState<Note | null>(null);
  const [linking, setLinking] = useState(false);
  const [editor] = useState(() => {
    /** Cleans what comes from elsewhere and puts it where the selection is. What cleans is fetched with the first paste; where it cannot be had, the plain words come. */
    const takeIn = async (data: { html: string; text: string }): Promise<void> => {
      const parts = await import("./pasted-html.ts").catch(() => null);
      if (editor.isDestroyed) return;
      if (!parts) return void editor.view.pasteText(data.text);
      const clean = parts.cleanPasted(new DOMParser().parseFromString(data.html, "text/html").body);
      if (Object.values(clean.leftOut).some(Boolean)) setNote({ kind: "left-out", leftOut: clean.leftOut });
      // Nothing but pictures: what is chosen in the text stays.
      if (clean.html !== "") editor.view.pasteHTML(clean.html);
    };
    /** True when this is ours to take in or to refuse; the editor's library takes plain text and its own clipboard. */
    const takes = (event: ClipboardEvent | DragEvent, data: DataTransfer | null, at: number | null): boolean => {
      setNote(null);
      const why = refused(data);
      const [html, text] = [data?.getData("text/html") ?? "", data?.getData("text/plain") ?? ""];
      if (why) setNote(why);
      else if (html === "" || (/data-pm-slice/.test(html) && !/<img\b|<style\b|\sstyle=/i.test(html))) return false;
      else {
        if (at !== null) editor.commands.setTextSelection(at);
        void takeIn({ html, text });
      }
      event.preventDefault();
      return true;
    };
    const editor: Editor = new Editor({
      element: null,
      extensions: editorNodes,
      content: toEditor(value),
      injectCSS: false,
      editorProps: {
        attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, "aria-describedby": [describedBy, `${id}-keys`].filter(Boolean).join(" ") },
        handleDOMEvents: {
          paste: (_view, event) => takes(event, event.clipboardData, null),
          // Words dragged about inside the text are moved by the library.
          drop: (view, event) => !view.dragging && takes(event, event.dataTransfer, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null),
        },
        handleKeyDown: (_view, event) => {
          if (event.altKey && event.key === "F10") {
            document.getElementById(`${id}-bar`)?.querySelector<HTMLElement>("button[tabindex='0']")?.focus();
            return true;
          }
          if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
            event.preventDefault();
            setLinking(true);
            return true;
          }
          return false;
        },
      },
    });
    return editor;
  });
  useEffect(() => {
    heard.current = onChange;
  });
  useEffect(() => {
    if (!place.current) return;
    const changed = () => heard.current(fromEditor(editor.getJSON()));
    editor.mount(place.current);
    editor.on("update", changed);
    if (caret) {
      editor.commands.setTextSelection(caretIn(editor, caret));
      editor.view.focus();
    }
    return () => {
      editor.off("update", changed);
      editor.unmount();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the caret is brought once
  }, [editor]);
  const close = () => {
    setNote(null);
    editor.commands.focus();
  };
  return (
    <div className="editor">
      <EditorToolbar editor={editor} id={`${id}-bar`} linking={linking} setLinking={setLinking} />
      <div ref={place} />
      <p className="visually-hidden" id={`${id}-keys`}>
        {t("editor.keys")}
      </p>
      <div role="status">
        <Suspense fallback={null}>{note && <PasteNote note={note} onClose={close} />}</Suspense>
      </div>
    </div>
  );
}
