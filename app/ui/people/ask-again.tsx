import { Form, Link } from "@remix-run/react";
import type { AskedAgain } from "#schemas/app-error.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { TextField } from "#app/ui/kit/text-field.tsx";
import { t } from "#app/ui/texts/t.ts";

/** Asks who it is before a sensitive act, and does the act with what was typed before. */
export function AskAgain({ to, fields, sample, wrong }: AskedAgain) {
  return (
    <div className="page-head">
      <h1>{t("again.title")}</h1>
      <p>{sample ? t("again.sample") : t("again.text")}</p>
      <Form method="post" action={to}>
        <FormKey />
        {fields.map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        {sample ? <input type="hidden" name="passwordAgain" value="" /> : <TextField name="passwordAgain" label={t("signIn.password")} type="password" autoComplete="current-password" required={false} error={wrong ? t("again.wrong") : undefined} />}
        <button type="submit" className="usa-button">
          {t("again.go")}
        </button>{" "}
        <Link to={to}>{t("again.leave")}</Link>
      </Form>
      {!sample && (
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
