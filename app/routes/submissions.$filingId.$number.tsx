import { useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { loadSubmission } from "#app/services/review/load-submission.server.ts";
import { Preview } from "#app/ui/document/preview.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sideWords } from "#app/ui/review/side-words.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page?.submission.receipt ?? ""} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadSubmission(ctx, params["filingId"] ?? "", Number(params["number"])).catch(throwAsResponse);
}

/** The time of the day in California, "4:05 PM". */
const timeThere = (instant: string): string => new Intl.DateTimeFormat("en-US", { timeZone: "America/Los_Angeles", hour: "numeric", minute: "2-digit", second: "2-digit" }).format(new Date(instant));

export default function Submission() {
  const { filingId, planId, program, own, submission, hash, formHash, document } = useLoaderData<typeof loader>();
  const lines: [string, string][] = [
    [t("receipt.organization"), `${submission.organization.name} (${submission.organization.cds})`],
    [t("receipt.when"), t("receipt.received", { day: longDay(submission.receivedOn), time: timeThere(submission.receivedAt) })],
    ...(submission.kind === "sent" ? [[t("receipt.side"), sideWords(submission)] as [string, string]] : []),
    [t("receipt.by"), submission.sentBy.name],
    ...(submission.adoptedOn === null ? [] : [[t("receipt.adopted"), longDay(submission.adoptedOn)] as [string, string]]),
    ...(submission.words === "" ? [] : [[t("receipt.words"), submission.words] as [string, string]]),
    [t("receipt.hash"), hash],
    [t("receipt.form"), formHash],
  ];
  const file = (format: string) => `/submissions/${filingId}/${submission.number}/copy/${format}`;
  return (
    <>
      <PageHead title={t(`receipt.${submission.kind}`, { receipt: submission.receipt })} crumbs={own ? [{ to: `${planPath(planId)}/programs/${program}/send`, label: t("receipt.back") }] : []} eyebrow={document.title} />
      <dl className="receipt">
        {lines.map(([name, value]) => (
          <div key={name} className="receipt-line">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="inline">
        <strong>{t("receipt.files")}</strong>
        <a href={file("docx")} download>
          {t("document.format.docx")}
        </a>
        <a href={file("html")} download>
          {t("document.format.html")}
        </a>
        <a href={file("data")} download>
          {t("receipt.data")}
        </a>
      </p>
      <h2>{t("receipt.document")}</h2>
      <Preview document={document} links={{}} />
    </>
  );
}
