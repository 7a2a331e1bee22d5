import { Link, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { publicContext } from "#app/http/public-context.server.ts";
import { pathAfterSignIn } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { finishSignOn } from "#app/services/people/sign-on.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("signOn.refused")} · ${t("site.name")}` }];

/** Back from the organization's own sign-in page. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = publicContext(request);
  const done = await finishSignOn(ctx, request, params["signOnId"] ?? "").catch(throwAsResponse);
  if (done.outcome === "refused") return data({ why: done.why }, { status: 403, headers: { "Set-Cookie": ctx.signOn.forget } });
  done.headers.append("Set-Cookie", ctx.signOn.forget);
  const to = pathAfterSignIn(done.to);
  return redirect(done.outcome === "second-factor" ? `/sign-in/second-step?to=${encodeURIComponent(to)}` : to, { headers: done.headers });
}

export default function BackFromSignOn() {
  const { why } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t("signOn.refused")}>
        <p>{t(`signOn.${why}`)}</p>
      </PageHead>
      <Link className="usa-button" to="/sign-in">
        {t("signOn.again")}
      </Link>
    </>
  );
}
