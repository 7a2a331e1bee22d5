import { useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadWaiting } from "#app/services/comments/load-waiting.server.ts";
import { WaitingList } from "#app/ui/comments/waiting-list.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("waiting.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  return loadWaiting(await requireContext(request)).catch(throwAsResponse);
}

export default function WaitingPage() {
  const waiting = useLoaderData<typeof loader>();
  const groups = (["assigned", "mentions", "onMine"] as const).filter((name) => waiting[name].length > 0);
  return (
    <>
      <PageHead title={t("waiting.title")}>
        <p>{t("waiting.lead")}</p>
      </PageHead>
      {groups.length === 0 && <p className="empty">{t("waiting.nothing")}</p>}
      {groups.map((name) => (
        <section key={name} className="statement" aria-labelledby={`waiting-${name}`}>
          <h2 id={`waiting-${name}`}>{t(`waiting.${name}`)}</h2>
          <WaitingList lines={waiting[name]} label={t(`waiting.${name}`)} />
        </section>
      ))}
    </>
  );
}
