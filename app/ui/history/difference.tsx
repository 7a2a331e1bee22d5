// A difference as a reader sees it: words put in and taken out, amounts with their change, names added and removed. Never by colour alone.
import type { FieldChange, Said } from "#app/domain/history/row-difference.ts";
import { t } from "#app/ui/texts/t.ts";

const quoted = (text: string) => (text === "" ? <span className="quiet">{t("history.blank")}</span> : text);

function SaidWords({ said }: { said: Said }) {
  switch (said.kind) {
    case "words":
      return (
        <p className="diff-words">
          {said.pieces.map(({ kind, text }, at) => {
            if (kind === "same") return <span key={at}>{text}</span>;
            const Tag = kind === "added" ? "ins" : "del";
            return (
              <Tag key={at}>
                <span className="visually-hidden">[{t(kind === "added" ? "history.putIn" : "history.takenOut")} </span>
                {text}
                <span className="visually-hidden">]</span>
              </Tag>
            );
          })}
        </p>
      );
    case "look":
      return <p>{t("history.look")}</p>;
    case "money":
      return (
        <p className="diff-money">
          <span>
            {t("history.was")} {quoted(said.before)}
          </span>
          <span>
            {t("history.is")} <strong>{quoted(said.after)}</strong>
          </span>
          <span>
            {t("history.difference")} {said.change}
          </span>
        </p>
      );
    case "list":
      return (
        <>
          {said.added.length > 0 && <p>{t("history.listAdded", { what: said.added.join(", ") })}</p>}
          {said.removed.length > 0 && <p>{t("history.listRemoved", { what: said.removed.join(", ") })}</p>}
        </>
      );
    case "value":
      return (
        <p>
          {t("history.was")} {quoted(said.before)}, {t("history.is")} <strong>{quoted(said.after)}</strong>
        </p>
      );
  }
}

/** Each changed field with its label and its difference. */
export function FieldChanges({ fields }: { fields: FieldChange[] }) {
  return (
    <dl className="diff">
      {fields.map((field) => (
        <div key={field.name}>
          <dt>{field.name === "value" ? t("history.words") : field.label}</dt>
          <dd>
            <SaidWords said={field.said} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
