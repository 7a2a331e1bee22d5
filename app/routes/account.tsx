import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { chooseLea, endOwnSession, loadAccount } from "#app/services/people/load-account.server.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { TextField } from "#app/ui/kit/text-field.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("account.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  return loadAccount(await requireContext(request, "page", { beforeSecondStep: true })).catch(throwAsResponse);
}

type SecondStep = { begun: { uri: string; backupCodes: string[] } | null; error: string };

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request, "page", { beforeSecondStep: true });
  const { fields } = await readPosted(request)
    .then((posted) => readFields(posted, { act: z.enum(["end-session", "choose-lea", "begin-second-step", "confirm-second-step"]), value: z.string().max(128) }, false))
    .catch(throwAsResponse);
  if (fields.act === "begin-second-step") {
    const begun = await ctx.accounts.beginSecondFactor(request, fields.value).catch(throwAsResponse);
    return data<SecondStep>({ begun, error: begun ? "" : t("account.secondFactorRefused") }, { status: begun ? 200 : 422 });
  }
  if (fields.act === "confirm-second-step") {
    const confirmed = await ctx.accounts.confirmSecondFactor(request, fields.value).catch(throwAsResponse);
    return confirmed.outcome === "refused" ? data<SecondStep>({ begun: null, error: t("signIn.codeRefused") }, { status: 422 }) : redirect("/account", { headers: confirmed.headers });
  }
  await (fields.act === "end-session" ? endOwnSession(ctx, fields.value) : chooseLea(ctx, fields.value)).catch(throwAsResponse);
  return redirect("/account");
}

function Act({ act, value, label }: { act: string; value: string; label: string }) {
  return (
    <Form method="post">
      <FormKey />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="value" value={value} />
      <button type="submit" className="usa-button usa-button--unstyled">
        {label}
      </button>
    </Form>
  );
}

/** Sets up the code of an app that is asked besides the password. */
function SecondStep() {
  const { secondFactor, hasPassword } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <section aria-labelledby="second-step">
      <h2 id="second-step">{t("account.secondFactor")}</h2>
      {secondFactor ? (
        <p>{t("account.secondFactorOn")}</p>
      ) : result?.begun ? (
        <>
          <p>{t("account.secondFactorUri")}</p>
          <p>
            <code className="breaks">{result.begun.uri}</code>
          </p>
          <p>{t("account.backupCodes")}</p>
          <p>
            <code>{result.begun.backupCodes.join("  ")}</code>
          </p>
          <Form method="post">
            <FormKey />
            <input type="hidden" name="act" value="confirm-second-step" />
            <TextField name="value" label={t("signIn.code")} autoComplete="one-time-code" inputMode="numeric" />
            <button type="submit" className="usa-button">
              {t("account.secondFactorConfirm")}
            </button>
          </Form>
        </>
      ) : (
        <Form method="post">
          <FormKey />
          <p>{t("account.secondFactorText")}</p>
          <input type="hidden" name="act" value="begin-second-step" />
          {hasPassword ? <TextField name="value" label={t("signIn.password")} type="password" autoComplete="current-password" error={result?.error || undefined} /> : <input type="hidden" name="value" value="" />}
          <button type="submit" className="usa-button">
            {t("account.secondFactorBegin")}
          </button>
        </Form>
      )}
    </section>
  );
}

const minute = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

export default function Account() {
  const { name, email, lacksSecondStep, roles, leas, sessions } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t("account.title")}>
        <p>{`${name}, ${email}`}</p>
      </PageHead>
      {lacksSecondStep && (
        <div className="usa-alert usa-alert--warning" role="status">
          <div className="usa-alert__body">
            <h2 className="usa-alert__heading">{t("account.secondStepNeeded")}</h2>
            <p className="usa-alert__text">{t("account.secondStepNeededText")}</p>
          </div>
        </div>
      )}
      {lacksSecondStep && <SecondStep />}
      <h2>{t("account.roles")}</h2>
      {roles.length === 0 ? (
        <p className="empty">{t("account.noRoles")}</p>
      ) : (
        <ul>
          {roles.map(({ role, orgName }) => (
            <li key={`${role} ${orgName}`}>{`${t(`role.${role}`)}, ${orgName}`}</li>
          ))}
        </ul>
      )}
      {leas.length > 1 && (
        <>
          <h2>{t("account.leas")}</h2>
          <ul>
            {leas.map((lea) => (
              <li key={lea.id}>{lea.here ? `${lea.name}: ${t("account.here")}` : <Act act="choose-lea" value={lea.id} label={t("account.workThere", { name: lea.name })} />}</li>
            ))}
          </ul>
        </>
      )}
      {!lacksSecondStep && <SecondStep />}
      <h2>{t("account.sessions")}</h2>
      <p>{t("account.sessionsText")}</p>
      <div className="table-wrap" tabIndex={0} role="group" aria-label={t("account.sessions")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("account.browser")}</th>
              <th scope="col">{t("account.started")}</th>
              <th scope="col">{t("account.seen")}</th>
              <th scope="col">{t("account.end")}</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr key={session.id}>
                <th scope="row">{session.browser || "–"}</th>
                <td>{minute(session.startedAt)}</td>
                <td>{minute(session.seenAt)}</td>
                <td>{session.here ? t("account.thisOne") : <Act act="end-session" value={session.id} label={t("account.end")} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sessions.length > 1 && <Act act="end-session" value="others" label={t("account.endOthers")} />}
    </>
  );
}
