import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields } from "#app/http/read-form-data.server.ts";
import { readSensitive } from "#app/http/read-sensitive.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { beginSecondStep, chooseLea, endOwnSession, loadAccount, preparePasskey, removePasskey } from "#app/services/people/load-account.server.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { TextField } from "#app/ui/kit/text-field.tsx";
import { PasskeyButton } from "#app/ui/people/passkey-button.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("account.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  return loadAccount(await requireContext(request, "page", { beforeSecondStep: true })).catch(throwAsResponse);
}

const formShape = { act: z.enum(["end-session", "choose-lea", "begin-second-step", "confirm-second-step", "prepare-passkey", "remove-passkey"]), value: z.string().max(128) };
type SecondStep = { begun: { uri: string; backupCodes: string[] } | null; error: string };

export async function action({ request }: ActionFunctionArgs) {
  const { ctx, posted, refuse } = await readSensitive(request, { beforeSecondStep: true });
  let fields: z.infer<z.ZodObject<typeof formShape>>;
  try {
    ({ fields } = readFields(posted, formShape, false));
  } catch (error) {
    throwAsResponse(error);
  }
  if (fields.act === "begin-second-step") {
    const begun = await beginSecondStep(ctx, request, fields.value).catch(refuse);
    return data<SecondStep>({ begun, error: begun ? "" : t("account.secondFactorRefused") }, { status: begun ? 200 : 422 });
  }
  if (fields.act === "confirm-second-step") {
    const confirmed = await ctx.accounts.confirmSecondFactor(request, fields.value).catch(throwAsResponse);
    return confirmed.outcome === "refused" ? data<SecondStep>({ begun: null, error: t("signIn.codeRefused") }, { status: 422 }) : redirect("/account", { headers: confirmed.headers });
  }
  const acts = { "end-session": endOwnSession, "choose-lea": chooseLea, "prepare-passkey": preparePasskey, "remove-passkey": removePasskey };
  await acts[fields.act](ctx, fields.value).catch(refuse);
  return redirect("/account");
}

function Act({ act, value, label, about }: { act: string; value: string; label: string; about?: string }) {
  return (
    <Form method="post">
      <FormKey />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="value" value={value} />
      <button type="submit" className="usa-button usa-button--unstyled" aria-label={about}>
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

function Passkeys() {
  const { passkeys, recent } = useLoaderData<typeof loader>();
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">{t("passkey.title")}</h2>
      <p>{t("passkey.text")}</p>
      {passkeys.length === 0 ? (
        <p className="empty">{t("passkey.none")}</p>
      ) : (
        <ul>
          {passkeys.map((one) => (
            <li key={one.id}>
              {t("passkey.line", { name: one.name || t("passkey.unnamed"), day: one.addedOn })}
              <Act act="remove-passkey" value={one.id} label={t("passkey.remove")} about={t("passkey.removeOf", { name: one.name || t("passkey.unnamed") })} />
            </li>
          ))}
        </ul>
      )}
      {recent ? <PasskeyButton act="add" to="/account" name={t("passkey.unnamed")} /> : <Act act="prepare-passkey" value="" label={t("passkey.prepare")} />}
    </section>
  );
}

const minute = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

export default function Account() {
  const { name, email, lacksSecondStep, supportStaff, roles, leas, sessions } = useLoaderData<typeof loader>();
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
      {supportStaff && (
        <p>
          <Link to="/support">{t("support.account")}</Link>
        </p>
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
      <Passkeys />
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
