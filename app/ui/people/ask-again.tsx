import { Form, Link } from "@remix-run/react";
import type { AskedAgain } from "#schemas/app-error.ts";
import { TextField } from "#app/ui/kit/text-field.tsx";
import { t } from "#app/ui/texts/t.ts";

/** Asks who it is, and then sends what was typed before, as it was. */
export function AskAgain({ to, fields, password, wrong, why }: AskedAgain & { why: string }) {
  return (
    <div className="page-head">
      <h1>{t("again.title")}</h1>
      <p>{why}</p>
      <Form method="post" action={to}>
        {fields.map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        {password && <TextField name="passwordAgain" label={t("signIn.password")} type="password" autoComplete="current-password" required={false} error={wrong ? t("again.wrong") : undefined} />}
        <button type="submit" className="usa-button">
          {t("again.go")}
        </button>{" "}
        <Link to={to}>{t("again.leave")}</Link>
      </Form>
      {password && (
        <p>
          {t("again.noPassword")}{" "}
          <a href="/sign-in" target="_blank" rel="noreferrer">
            {t("again.otherTab")}
          </a>
        </p>
      )}
    </div>
  );
}
