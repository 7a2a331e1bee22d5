// The editor of an answer: words, headings, lists, links and tables. Loaded only where somebody writes.
import { Editor } from "@tiptap/core";
import { useEffect, useId, useRef, useState } from "react";
import type { RichText } from "#schemas/rich-text-words.ts";
import { t } from "#app/ui/texts/t.ts";
import { fromEditor, toEditor } from "./editor-document.ts";
import { editorNodes } from "./editor-nodes.ts";
import { EditorToolbar } from "./editor-toolbar.tsx";
import { PasteNote } from "./paste-note.tsx";
import type { Note } from "./paste-note.tsx";
import { cleanPasted } from "./pasted-html.ts";

type Props = { value: RichText; label: string; describedBy: string | undefined; onChange: (value: RichText) => void };

/** What comes with a paste or a drop and is no text: "files" and "pictures" without any words are refused as a whole. */
function refused(data: DataTransfer | null): Note | null {
  if (!data || data.files.length === 0 || data.getData("text/plain").trim() !== "" || data.getData("text/html").replace(/<[^>]*>/g, "").trim() !== "") return null;
  return { kind: [...data.files].every((file) => file.type.startsWith("image/")) ? "pictures" : "files" };
}

export default function RichTextEditor({ value, label, describedBy, onChange }: Props) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const heard = useRef(onChange);
  const [note, setNote] = useState<Note | null>(null);
  const [linking, setLinking] = useState(false);
  const [editor] = useState(() => {
    const refuse = (event: ClipboardEvent | DragEvent, data: DataTransfer | null): boolean => {
      const why = refused(data);
      if (why) {
        event.preventDefault();
        setNote(why);
      }
      return why !== null;
    };
    const forgetNote = (): boolean => {
      setNote(null);
      return false;
    };
    return new Editor({
      element: null,
      extensions: editorNodes,
      content: toEditor(value),
      injectCSS: false,
      editorProps: {
        attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, "aria-describedby": [describedBy, `${id}-keys`].filter(Boolean).join(" ") },
        // What was said of the paste before is over; the library cleans first and asks these next.
        handleDOMEvents: { paste: () => forgetNote(), drop: () => forgetNote() },
        // Nothing but pictures: what is chosen in the text stays.
        handlePaste: (_view, event, slice) => refuse(event, event.clipboardData) || slice.size === 0,
        handleDrop: (_view, event) => refuse(event, event.dataTransfer),
        // Copied from one of our own editors it is clean already, and says where its ends are open.
        transformPastedHTML: (html) => {
          if (/data-pm-slice/.test(html) && !/<img\b|<style\b|\sstyle=/i.test(html)) return html;
          const clean = cleanPasted(new DOMParser().parseFromString(html, "text/html").body);
          if (Object.values(clean.leftOut).some(Boolean)) setNote({ kind: "left-out", leftOut: clean.leftOut });
          return clean.html;
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
  });
  useEffect(() => {
    heard.current = onChange;
  });
  useEffect(() => {
    if (!place.current) return;
    const changed = () => heard.current(fromEditor(editor.getJSON()));
    editor.mount(place.current);
    editor.on("update", changed);
    return () => {
      editor.off("update", changed);
      editor.unmount();
    };
  }, [editor]);
  return (
    <div className="editor">
      <EditorToolbar editor={editor} id={`${id}-bar`} linking={linking} setLinking={setLinking} />
      <div ref={place} />
      <p className="visually-hidden" id={`${id}-keys`}>
        {t("editor.keys")}
      </p>
      <PasteNote note={note} onClose={() => { setNote(null); editor.commands.focus(); }} />
    </div>
  );
}
