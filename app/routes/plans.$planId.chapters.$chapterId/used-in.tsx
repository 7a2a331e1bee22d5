// The rail beside a question: which places of which forms its answer fills, and what they still lack.
import { Link } from "@remix-run/react";
import type { UsedIn } from "#app/services/plans/load-chapter.server.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { ProgramMark } from "#app/ui/kit/program-mark.tsx";
import { State } from "#app/ui/plan/state.tsx";
import { t } from "#app/ui/texts/t.ts";

const most = 5;

export function UsedInRail({ planId, uses }: { planId: string; uses: UsedIn[] }) {
  if (uses.length === 0) return <p className="quiet">{t("statement.usedNowhere")}</p>;
  return (
    <>
      {uses.map((use) => (
        <div key={use.program}>
          <p>
            <Link to={`${planPath(planId)}/programs/${use.program}`}>
              <ProgramMark short={use.short} place={use.place} />
            </Link>
          </p>
          <Fields fields={use.fields.slice(0, most)} />
          {use.fields.length > most && (
            <details className="help">
              <summary>{t("statement.moreUses", { count: use.fields.length - most })}</summary>
              <Fields fields={use.fields.slice(most)} />
            </details>
          )}
        </div>
      ))}
    </>
  );
}

function Fields({ fields }: { fields: UsedIn["fields"] }) {
  return (
    <ul>
      {fields.map((field) => (
        <li key={field.field}>
          <div>{field.label}</div>
          {field.state !== "not-applicable" && <State state={field.state} {...(field.missing > 1 ? { words: t("statement.missingPlaces", { count: field.missing }) } : {})} />}
          {field.prompt && field.prompt !== field.label && (
            <details className="help">
              <summary>{t("statement.prompt")}</summary>
              <p className="prompt">{field.prompt}</p>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
