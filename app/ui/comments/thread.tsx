// One thread: what it is about, what was said, and what can be done with it.
import { Link } from "@remix-run/react";
import { useId } from "react";
import type { CommentView, PassageView, Talk, TalkAnswer, ThreadView } from "#app/domain/comments/view.ts";
import { threadPath } from "#app/domain/comments/view.ts";
import { t } from "#app/ui/texts/t.ts";
import { ActButton } from "./act-button.tsx";
import { DueOn, PersonSelect, Visibility } from "./begin-form.tsx";
import { OpenedHere } from "./opened-here.tsx";
import { WordsForm } from "./words-form.tsx";

type Props = { talk: Talk; thread: ThreadView; /** Says what it is about, where the page does not. */ named?: boolean; /** With everything that can be done, as on its own page. */ whole?: boolean; refused?: (TalkAnswer & { outcome: "refused" }) | null };

export function Thread({ talk, thread, named = false, whole = false, refused = null }: Props) {
  const action = threadPath(talk.planId, thread.id);
  const by = thread.comments[0]?.by ?? "";
  const version = { seenVersion: String(thread.version) };
  const typedReply = refused?.typed["mention"] === undefined ? null : refused;
  const reply = () => <WordsForm action={action} hidden={{ act: "reply", mention: "" }} storageKey={`reply/${thread.id}`} label={t("comments.replyTo", { name: by })} submitLabel={t("comments.reply")} words={typedReply?.typed["words"] ?? ""} why={typedReply?.why ?? null} />;
  return (
    <article className={`thread ${thread.status}`} id={whole ? undefined : `thread-${thread.id}`}>
      {named && (
        <h3 className="about">
          <Link to={action}>{thread.label}</Link>
        </h3>
      )}
      <Standing thread={thread} />
      {thread.passage && <Passage passage={thread.passage} />}
      {thread.gone && <p className="quiet small">{t("comments.gone")}</p>}
      <ol className="said">
        {thread.comments.map((comment) => (
          <li key={comment.id}>
            <Said comment={comment} />
            {whole && comment.mayEdit && talk.may.comment && (
              <details className="help" open={refused?.typed["commentId"] === comment.id}>
                <summary>{t("comments.edit")}</summary>
                <WordsForm action={action} hidden={{ act: "edit", commentId: comment.id, seenVersion: String(comment.version) }} storageKey={`edit/${comment.id}`} label={t("comments.words")} submitLabel={t("comments.editSave")} words={refused?.typed["commentId"] === comment.id ? (refused.typed["words"] ?? "") : comment.words} why={refused?.typed["commentId"] === comment.id ? refused.why : null} />
              </details>
            )}
            {talk.may.moderate && !comment.fromAbove && (whole || comment.byLink) && (
              <ActButton action={action} hidden={{ act: comment.hidden ? "show" : "hide", commentId: comment.id }} label={comment.hidden ? undefined : t("comments.hideOf", { name: comment.by })}>
                {comment.hidden ? t("comments.showAgain") : t("comments.hide")}
              </ActButton>
            )}
          </li>
        ))}
      </ol>
      {talk.may.comment && (
        <div className="thread-acts">
          {whole ? reply() : (
            <OpenedHere to={action} label={t("comments.reply")} name={t("comments.replyTo", { name: by })}>
              {reply}
            </OpenedHere>
          )}
          <ActButton action={action} hidden={{ act: thread.status === "open" ? "resolve" : "reopen", ...version }} label={t(thread.status === "open" ? "comments.resolveOf" : "comments.reopenOf", { name: by })}>
            {thread.status === "open" ? t("comments.resolve") : t("comments.reopen")}
          </ActButton>
          {thread.mentionsMe === "unread" && (
            <ActButton action={action} hidden={{ act: "read" }} label={t("comments.markReadOf", { name: by })}>
              {t("comments.markRead")}
            </ActButton>
          )}
          {!whole && !named && (
            <Link to={action} aria-label={t("comments.openOf", { name: by, what: thread.label })}>
              {t("comments.open")}
            </Link>
          )}
        </div>
      )}
      {whole && talk.may.comment && <Arrange talk={talk} thread={thread} action={action} />}
      {whole && refused?.typed["words"] === undefined && refused && (
        <p className="field-error" role="alert">
          {t(`comments.refused.${refused.why}`)}
        </p>
      )}
    </article>
  );
}

/** Who takes it up by when, and who may read it. */
function Arrange({ talk, thread, action }: { talk: Talk; thread: ThreadView; action: string }) {
  const id = useId();
  const people = talk.people.filter((person) => (!thread.isPrivate || talk.privateReaders.includes(person.id)) && (thread.visibility !== "school" || talk.ofSchool?.people.includes(person.id)));
  const version = { seenVersion: String(thread.version) };
  return (
    <div className="arrange">
      <section aria-label={t("comments.assign")}>
        <h2>{t("comments.assign")}</h2>
        <ActButton
          key={thread.version}
          action={action}
          hidden={{ act: "assign", ...version }}
          plain={false}
          fields={
            <>
              <PersonSelect id={`${id}-assign`} name="assignTo" label={t("comments.assignTo")} people={people} value={thread.assigned?.id} />
              <DueOn id={`${id}-due`} value={thread.assigned?.dueOn} />
            </>
          }
        >
          {t("comments.assignSave")}
        </ActButton>
      </section>
      {thread.mayShare && (
        <section aria-label={t("comments.visibility")}>
          <h2>{t("comments.visibility")}</h2>
          <ActButton key={thread.version} action={action} hidden={{ act: "share", ...version }} plain={false} fields={<Visibility id={`${id}-visibility`} talk={talk} value={thread.visibility} />}>
            {t("comments.shareSave")}
          </ActButton>
        </section>
      )}
    </div>
  );
}

function Standing({ thread }: { thread: ThreadView }) {
  const { assigned, resolved } = thread;
  const words = [
    ...(resolved ? [t("comments.resolvedBy", { name: resolved.by, when: resolved.when })] : []),
    ...(assigned ? [assigned.due === "" ? t("comments.assigned", { name: assigned.to }) : t("comments.assignedDue", { name: assigned.to, day: assigned.due })] : []),
    ...(thread.visibility === "county" ? [t("comments.visibility.county")] : thread.visibility === "school" ? [t("comments.visibility.school")] : []),
    ...(thread.isPrivate ? [t("comments.private")] : []),
  ];
  if (words.length === 0) return null;
  return (
    <p className="standing small">
      {words.join(" · ")}
      {assigned?.late && thread.status === "open" && (
        <>
          {" "}
          <strong className="late">{t("comments.late")}</strong>
        </>
      )}
    </p>
  );
}

function Passage({ passage }: { passage: PassageView }) {
  return (
    <div className={`passage ${passage.state}`}>
      {passage.state === "changed" && <p className="quiet small">{t("comments.passageChanged")}</p>}
      <blockquote>{passage.quote}</blockquote>
      {passage.state === "near" && (
        <>
          <p className="quiet small">{t("comments.passageNow")}</p>
          <blockquote>{passage.now}</blockquote>
        </>
      )}
    </div>
  );
}

export function Said({ comment }: { comment: CommentView }) {
  return (
    <>
      <p className="said-by small">
        <strong>{comment.by}</strong> {comment.byLink && <span className="by-link">{t("comments.byLink")}</span>} {comment.fromAbove && <span className="by-link">{t("comments.fromAbove")}</span>} <span className="quiet">{comment.when}</span>
      </p>
      {comment.hidden && <p className="quiet small">{comment.words === "" ? t("comments.hidden") : t("comments.hiddenFromOthers")}</p>}
      {comment.words !== "" && <p className="said-words">{comment.words}</p>}
      {comment.edited.length > 0 && (
        <details className="help small">
          <summary>{t("comments.edited")}</summary>
          <div>
            {comment.edited.map((before) => (
              <div key={before.when + before.words}>
                <p className="quiet">{t("comments.editedOn", { when: before.when })}</p>
                <p className="said-words">{before.words}</p>
              </div>
            ))}
          </div>
        </details>
      )}
    </>
  );
}
