// Where a link goes and what it says, by keyboard: Enter sets it, Escape goes back to the text.
import type { Editor } from "@tiptap/core";
import { useId, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { sayOfLink } from "#app/ui/texts/link-dialog.ts";
import { linkAllowed } from "./link-allowed.ts";

export default function LinkDialog({ editor, done }: { editor: Editor; done: () => void }) {
  const id = useId();
  const inLink = editor.isActive("link");
  const { empty } = editor.state.selection;
  // Uncontrolled: the form around draws anew between a key and React's own hearing of it, and would put an old value back.
  const words = useRef<HTMLInputElement>(null);
  const address = useRef<HTMLInputElement>(null);
  const [bad, setBad] = useState(false);
  const [needsWords] = useState(empty && !inLink);
  const set = () => {
    const link = { href: address.current?.value.trim() ?? "" };
    setBad(!linkAllowed(link.href));
    if (!linkAllowed(link.href)) return;
    if (needsWords) editor.chain().focus().insertContent({ type: "text", text: words.current?.value.trim() || link.href, marks: [{ type: "link", attrs: link }] }).run();
    else editor.chain().focus().extendMarkRange("link").setMark("link", link).run();
    done();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      set();
    }
    if (event.key === "Escape") done();
  };
  return (
    <div className="link-row" role="dialog" aria-label={sayOfLink("title")} onKeyDown={keys}>
      {needsWords && (
        <div>
          <label htmlFor={`${id}-words`}>{sayOfLink("words")}</label>
          <input className="usa-input" id={`${id}-words`} ref={words} />
        </div>
      )}
      <div>
        <label htmlFor={`${id}-href`}>{sayOfLink("address")}</label>
        <input className="usa-input" id={`${id}-href`} ref={address} defaultValue={String(editor.getAttributes("link")["href"] ?? "https://")} autoFocus aria-invalid={bad} aria-describedby={bad ? `${id}-bad` : undefined} />
      </div>
      <button type="button" className="usa-button plain" onClick={set}>
        {sayOfLink("set")}
      </button>
      {inLink && (
        <button
          type="button"
          className="usa-button plain"
          onClick={() => {
            editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
            done();
          }}
        >
          {sayOfLink("remove")}
        </button>
      )}
      <button type="button" className="usa-button plain" onClick={done}>
        {sayOfLink("cancel")}
      </button>
      <span role="status" className="field-error" id={`${id}-bad`}>
        {bad ? sayOfLink("bad") : ""}
      </span>
    </div>
  );
}
