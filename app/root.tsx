import { Link, Links, Meta, Outlet, Scripts, ScrollRestoration, isRouteErrorResponse, useLoaderData, useMatches, useRouteError, useRouteLoaderData } from "@remix-run/react";
import { data } from "@remix-run/node";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useContext } from "react";
import type { ReactNode } from "react";
import uswds from "@uswds/uswds/css/uswds.min.css?url";
import { publicContext } from "#app/http/public-context.server.ts";
import { findContext } from "#app/http/require-context.server.ts";
import { formSeed } from "#app/http/sent-form.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import type { Refusal } from "#app/http/statuses.ts";
import { loadFrame, loadPublicFrame } from "#app/services/plans/load-frame.server.ts";
import { readPart } from "#app/domain/plan/part.ts";
import { worksForState } from "#app/domain/review/workflow.ts";
import { SiteHeader } from "#app/ui/frame/site-header.tsx";
import { NonceContext } from "#app/ui/kit/nonce.ts";
import { AskAgain } from "#app/ui/people/ask-again.tsx";
import { desk } from "#app/ui/texts/state-desk.ts";
import { t } from "#app/ui/texts/t.ts";
import styles from "./styles/app.css?url";
import gridStyles from "./styles/grids.css?url";
import schoolStyles from "./styles/schools.css?url";
import matrixStyles from "./styles/matrix.css?url";
import commentStyles from "./styles/comments.css?url";
import importStyles from "./styles/imports.css?url";
import readerStyles from "./styles/readers.css?url";
import stateFileStyles from "./styles/state-files.css?url";
import submissionStyles from "./styles/submissions.css?url";
import editorStyles from "./styles/editor.css?url";
import pictureStyles from "./styles/pictures.css?url";
import yearTurnStyles from "./styles/year-turn.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: uswds },
  { rel: "stylesheet", href: styles },
  { rel: "stylesheet", href: gridStyles },
  { rel: "stylesheet", href: schoolStyles },
  { rel: "stylesheet", href: matrixStyles },
  { rel: "stylesheet", href: commentStyles },
  { rel: "stylesheet", href: importStyles },
  { rel: "stylesheet", href: readerStyles },
  { rel: "stylesheet", href: stateFileStyles },
  { rel: "stylesheet", href: submissionStyles },
  { rel: "stylesheet", href: editorStyles },
  { rel: "stylesheet", href: pictureStyles },
  { rel: "stylesheet", href: yearTurnStyles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = () => [{ title: t("site.name") }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await findContext(request);
  const frame = await (ctx ? loadFrame(ctx) : loadPublicFrame(publicContext(request))).catch(throwAsResponse);
  const { seed, cookie } = formSeed(request, ctx ?? publicContext(request), ctx?.user.id ?? null);
  const more = ctx && worksForState(ctx.user) ? [{ to: "/state", label: desk("title") }] : [];
  return data({ ...frame, person: frame.person && { ...frame.person, more }, formSeed: seed }, cookie === null ? {} : { headers: { "Set-Cookie": cookie } });
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const frame = useRouteLoaderData<typeof loader>("root");
  const matches = useMatches();
  const planId = matches.map((match) => match.params["planId"]).find((id) => id !== undefined) ?? frame?.plans[0]?.id;
  const plan = frame?.plans.find((one) => one.id === planId) ?? frame?.plans.find((one) => one.id === readPart(planId ?? "").planId);
  const program = (plan?.id === planId ? matches.map((match) => match.params["program"]).find((id) => id !== undefined) : undefined) ?? plan?.program ?? "";
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <a className="usa-skipnav" href="#main">
          {t("site.skip")}
        </a>
        {frame?.sample && (
          <div className="sample-banner" role="region" aria-label="Sample mode">
            <div className="frame">{t("site.sample")}</div>
          </div>
        )}
        <SiteHeader leaName={frame?.leaName ?? ""} person={frame?.person ?? undefined} plan={plan} here={plan?.id === planId} program={program} />
        <main id="main" tabIndex={-1}>
          <div className="frame">
            {plan && matches.some(({ params }) => params["planId"]) && !(plan.id === planId && plan.writes) && readPart(planId ?? "").schoolId === null && <p className="quiet">{t("frame.readOnly")}</p>}
            {children}
          </div>
        </main>
        <footer className="site-footer">
          <div className="frame">
            {t("site.footer")}
            {frame?.person && (
              <>
                {" "}
                <Link to="/directory">{t("directory.title")}</Link>
              </>
            )}
          </div>
        </footer>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  useLoaderData<typeof loader>();
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const refusal = isRouteErrorResponse(error) ? (error.data as Refusal | undefined) : undefined;
  if (refusal?.again) return <AskAgain {...refusal.again} why={refusal.message} />;
  const missing = isRouteErrorResponse(error) && error.status === 404;
  const signedOut = isRouteErrorResponse(error) && error.status === 401;
  const known = isRouteErrorResponse(error) && (error.status < 500 || error.status === 503) && !missing;
  return (
    <div className="page-head">
      <h1>{signedOut ? t("error.signedOut") : missing ? t("error.notFound") : known ? t("error.refused") : t("error.title")}</h1>
      <p>{missing ? t("error.notFoundText") : known ? refusal?.message : t("error.text")}</p>
      {refusal?.reference && <p>{t("error.reference", { reference: refusal.reference })}</p>}
      <p>
        <Link className="usa-button" to={signedOut ? "/sign-in" : "/"}>
          {signedOut ? t("nav.signIn") : t("error.home")}
        </Link>
      </p>
    </div>
  );
}
