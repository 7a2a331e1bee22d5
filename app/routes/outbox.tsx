import { useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadOutbox } from "#app/services/people/mails.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("outbox.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  return { mails: await loadOutbox(await requireContext(request)).catch(throwAsResponse) };
}

export default function Outbox() {
  const { mails } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t("outbox.title")}>
        <p>{t("outbox.lead")}</p>
      </PageHead>
      {mails.length === 0 && <p className="empty">{t("outbox.empty")}</p>}
      {mails.map((mail) => (
        <section key={mail.id} className="statement" aria-labelledby={`mail-${mail.id}`}>
          <h2 id={`mail-${mail.id}`}>{mail.subject}</h2>
          <p className="quiet small">{mail.to}</p>
          <pre className="mail">{mail.text}</pre>
        </section>
      ))}
    </>
  );
}
