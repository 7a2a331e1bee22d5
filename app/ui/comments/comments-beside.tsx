// The comments beside a question or a row, with the form for a new one; words marked in the answer next to it become what the comment is about.
import { useContext, useEffect, useRef, useState } from "react";
import type { ThreadView } from "#app/domain/comments/view.ts";
import { t } from "#app/ui/texts/t.ts";
import { BeginForm } from "./begin-form.tsx";
import type { Marked } from "./begin-form.tsx";
import { TalkContext } from "./talk-context.ts";
import { Thread } from "./thread.tsx";

type Props = { what: string; /** What a new comment can be about; the first is chosen. */ places: { place: string; label: string }[]; /** The statement whose threads are shown; all threads of the page where it is missing. */ statement?: string; isPrivate?: boolean; /** The level of its heading. */ level?: 2 | 3 };

/** Answers whose words can be marked: the editor's, and those that are only read. */
const answers = ".ProseMirror, .prose, .read-only";

export function CommentsBeside({ what, places, statement, isPrivate = false, level = 3 }: Props) {
  const talk = useContext(TalkContext);
  const here = useRef<HTMLElement>(null);
  const [marked, setMarked] = useState<Marked | null>(null);
  useEffect(() => {
    const look = () => {
      const selection = document.getSelection();
      const around = here.current?.closest("section.statement, main");
      const start = selection?.anchorNode instanceof Element ? selection.anchorNode : selection?.anchorNode?.parentElement;
      const answer = start?.closest(answers);
      if (!selection || !answer || !around?.contains(answer) || !answer.contains(selection.focusNode)) return;
      const quote = selection.toString().split("\n")[0]?.trim().slice(0, 1000) ?? "";
      const block = start?.closest("p, h1, h2, h3, h4, h5, h6");
      const at = block ? [...answer.querySelectorAll("p, h1, h2, h3, h4, h5, h6")].indexOf(block) : -1;
      setMarked(quote === "" ? null : { quote, block: at === -1 ? null : at });
    };
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);
  if (!talk) return null;
  const shown = talk.threads.filter((thread) => statement === undefined || thread.statement === statement);
  const [open, resolved] = [shown.filter((thread) => thread.status === "open"), shown.filter((thread) => thread.status === "resolved")];
  const named = (thread: ThreadView) => thread.place !== places[0]?.place;
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <aside className="comments-beside no-print" ref={here} aria-label={t("comments.besideOf", { what })}>
      <Heading>
        {t("comments.beside")} {open.length > 0 && <span className="count">{open.length}</span>}
      </Heading>
      {open.map((thread) => (
        <Thread key={thread.id} talk={talk} thread={thread} named={named(thread)} />
      ))}
      {resolved.length > 0 && (
        <details className="help">
          <summary>{t("comments.resolvedCount", { count: resolved.length })}</summary>
          {resolved.map((thread) => (
            <Thread key={thread.id} talk={talk} thread={thread} named={named(thread)} />
          ))}
        </details>
      )}
      {talk.may.comment ? (
        <details className="help begin">
          <summary aria-label={t("comments.newOn", { what })}>{marked ? t("comments.newPassage") : t("comments.new")}</summary>
          <BeginForm talk={talk} places={places} isPrivate={isPrivate} marked={marked} onWhole={() => setMarked(null)} />
        </details>
      ) : (
        shown.length === 0 && <p className="quiet small">{t("comments.none")}</p>
      )}
    </aside>
  );
}
