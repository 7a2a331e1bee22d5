// A spreadsheet's columns with some cells of each: the person says what each one is. Works without JavaScript.
import { Form, Link } from "@remix-run/react";
import { sheetKinds } from "#app/domain/imports/sheet-columns.ts";
import type { ImportLine, SheetMatch } from "#app/domain/imports/review.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { t } from "#app/ui/texts/t.ts";

const fieldWords = (name: string): string => t(`readers.field.${name}` as "readers.field.goal");

export function MatchForm({ page, match, here, refused, chosen }: { page: Pick<ImportLine, "version">; match: SheetMatch; here: string; refused: { missing: string[]; twice: string[] } | null; chosen: Readonly<Record<string, string>> | null }) {
  return (
    <section aria-labelledby="match">
      <h2 id="match">{t("readers.match.title")}</h2>
      <p>{t("readers.match.lead", { name: match.name, count: match.rows })}</p>
      {match.remembered && <p className="quiet">{t("readers.match.remembered")}</p>}
      <nav className="match-kinds" aria-label={t("readers.match.kinds")}>
        <span>{t("readers.match.kinds")}</span>
        {sheetKinds.map((kind) =>
          kind === match.holds ? (
            <strong key={kind} aria-current="true">
              {t(`readers.kind.${kind}`)}
            </strong>
          ) : (
            <Link key={kind} to={`${here}?rows=${kind}`} preventScrollReset>
              {t(`readers.kind.${kind}`)}
            </Link>
          ),
        )}
      </nav>
      {refused && (
        <div className="usa-alert usa-alert--error usa-alert--slim" role="alert">
          <div className="usa-alert__body">
            {refused.missing.length > 0 && <p className="usa-alert__text">{t("readers.match.missing", { fields: refused.missing.map(fieldWords).join(", ") })}</p>}
            {refused.twice.length > 0 && <p className="usa-alert__text">{t("readers.match.twice", { fields: refused.twice.map(fieldWords).join(", ") })}</p>}
          </div>
        </div>
      )}
      <Form method="post" action={`${here}?rows=${match.holds}`} key={match.holds}>
        <FormKey />
        <input type="hidden" name="act" value="match" />
        <input type="hidden" name="seenVersion" value={page.version} />
        <input type="hidden" name="holds" value={match.holds} />
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t("readers.match.title")}>
          <table className="plain stacks match-columns">
            <thead>
              <tr>
                <th scope="col">{t("readers.match.column")}</th>
                <th scope="col">{t("readers.match.samples")}</th>
                <th scope="col">{t("readers.match.is")}</th>
              </tr>
            </thead>
            <tbody>
              {match.columns.map((column) => (
                <tr key={column.at}>
                  <th scope="row" id={`head-${column.at}`}>
                    {column.head || t("readers.match.noHead", { column: column.at + 1 })}
                  </th>
                  <td data-head={t("readers.match.samples")}>
                    <ul className="match-samples">
                      {column.samples.map((sample, at) => (
                        <li key={at}>{sample}</li>
                      ))}
                    </ul>
                  </td>
                  <td data-head={t("readers.match.is")}>
                    <select className="usa-select" name={`column.${column.at}`} aria-labelledby={`head-${column.at}`} defaultValue={chosen === null ? column.field : (chosen[String(column.at)] ?? "")}>
                      <option value="">{t("readers.match.none")}</option>
                      {match.fields.map(({ name, required }) => (
                        <option key={name} value={name}>
                          {required ? t("readers.match.required", { field: fieldWords(name) }) : fieldWords(name)}
                        </option>
                      ))}
                    </select>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="form-end">
          <button type="submit" className="usa-button">
            {t("readers.match.go")}
          </button>
        </p>
        <p className="usa-hint">{t("readers.match.hint")}</p>
      </Form>
    </section>
  );
}
