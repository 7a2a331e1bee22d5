import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { publicContext } from "#app/http/public-context.server.ts";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { pathAfterSignIn } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadSignIn, signInAsSample, signInWithPassword } from "#app/services/people/sign-in.server.ts";
import { signOnForAddress } from "#app/services/people/sign-on.server.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { TextField } from "#app/ui/kit/text-field.tsx";
import { PasskeyButton } from "#app/ui/people/passkey-button.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("signIn.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const page = await loadSignIn(publicContext(request)).catch(throwAsResponse);
  return { ...page, to: pathAfterSignIn(new URL(request.url).searchParams.get("to")) };
}

/** `signOn`: where the address's organization signs in. */
type Answered = { refused: boolean; noSignOn: boolean; signOn: { label: string; href: string } | null };

export async function action({ request }: ActionFunctionArgs) {
  const ctx = publicContext(request);
  const posted = await readPosted(request).catch(throwAsResponse);
  const sample = posted.has("personId");
  let to: string;
  let result;
  try {
    if (posted.has("organization")) {
      const { fields } = readFields(posted, { to: z.string(), organization: z.string().max(254) }, false);
      const found = await signOnForAddress(ctx, fields.organization);
      if (!found) return data<Answered>({ refused: false, noSignOn: true, signOn: null }, { status: 422 });
      const query = new URLSearchParams({ to: pathAfterSignIn(fields.to), email: fields.organization });
      return data<Answered>({ refused: false, noSignOn: false, signOn: { label: found.label, href: `/sign-in/with/${found.id}?${query}` } });
    }
    if (sample) {
      const { fields } = readFields(posted, { to: z.string(), personId: z.string().min(1).max(80) }, false);
      to = fields.to;
      result = await signInAsSample(ctx, request, fields.personId);
    } else {
      const { fields } = readFields(posted, { to: z.string(), email: z.string().max(254), password: z.string().max(128) }, false);
      to = fields.to;
      result = await signInWithPassword(ctx, request, fields);
    }
  } catch (error) {
    throwAsResponse(error);
  }
  if (result.outcome === "refused") return data<Answered>({ refused: true, noSignOn: false, signOn: null }, { status: 422 });
  const next = pathAfterSignIn(to);
  return redirect(result.outcome === "second-factor" ? `/sign-in/second-step?to=${encodeURIComponent(next)}` : next, { headers: result.headers });
}

export default function SignIn() {
  const { sample, people, to } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <>
      <PageHead title={t("signIn.title")} />
      {sample && (
        <section aria-labelledby="sample-people">
          <h2 id="sample-people">{t("signIn.sampleTitle")}</h2>
          <p>{t("signIn.sampleText")}</p>
          <ul className="plain-list sample-people">
            {people.map((person) => (
              <li key={person.id}>
                <Form method="post" action="/sign-in">
                  <FormKey />
                  <input type="hidden" name="to" value={to} />
                  <input type="hidden" name="personId" value={person.id} />
                  <button type="submit" className="usa-button usa-button--outline">
                    {person.name}
                  </button>
                  <span className="small quiet">{[...(person.supportStaff ? [t("support.role")] : []), ...person.roles.map(({ role, orgName }) => `${t(`role.${role}`)}, ${orgName}`)].join("; ")}</span>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="with-password">
        <h2 id="with-password">{t("signIn.passwordTitle")}</h2>
        {result?.refused && (
          <div className="usa-alert usa-alert--error usa-alert--slim" role="alert">
            <div className="usa-alert__body">
              <p className="usa-alert__text">{t("signIn.refused")}</p>
            </div>
          </div>
        )}
        <Form method="post" action="/sign-in">
          <FormKey />
          <input type="hidden" name="to" value={to} />
          <TextField name="email" label={t("signIn.email")} type="email" autoComplete="username" />
          <TextField name="password" label={t("signIn.password")} type="password" autoComplete="current-password" />
          <button type="submit" className="usa-button">
            {t("signIn.go")}
          </button>
        </Form>
        <p>
          <Link to="/forgot-password">{t("signIn.forgot")}</Link>
        </p>
      </section>
      <section aria-labelledby="with-passkey">
        <h2 id="with-passkey">{t("passkey.signInTitle")}</h2>
        <PasskeyButton act="sign-in" to={to} />
      </section>
      <section aria-labelledby="with-organization">
        <h2 id="with-organization">{t("signOn.title")}</h2>
        {result?.signOn ? (
          <p role="status">
            <a className="usa-button" href={result.signOn.href}>
              {t("signOn.goOn", { label: result.signOn.label })}
            </a>
          </p>
        ) : (
          <Form method="post" action="/sign-in">
            <FormKey />
            <p>{t("signOn.text")}</p>
            <input type="hidden" name="to" value={to} />
            <TextField name="organization" label={t("signIn.email")} type="email" autoComplete="username" error={result?.noSignOn ? t("signOn.none") : undefined} />
            <button type="submit" className="usa-button usa-button--outline">
              {t("signOn.find")}
            </button>
          </Form>
        )}
      </section>
    </>
  );
}
