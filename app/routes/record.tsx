import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadRecord } from "#app/services/audit/load-record.server.ts";
import type { RecordLine } from "#app/services/audit/load-record.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfRecord as say } from "#app/ui/texts/record.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${say("record.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const before = new URL(request.url).searchParams.get("before") ?? "";
  return loadRecord(ctx, /^\d{1,15}$/.test(before) ? Number(before) : null).catch(throwAsResponse);
}

export default function Record() {
  const { lines, older, newest } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={say("record.title")} crumbs={[{ to: "/people", label: t("people.title") }]}>
        <p>{say("record.lead")}</p>
      </PageHead>
      {lines.length === 0 ? (
        <p className="empty">{say("record.nothing")}</p>
      ) : (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={say("record.title")}>
          <table className="plain stacks">
            <caption className="visually-hidden">{say("record.title")}</caption>
            <thead>
              <tr>
                <th scope="col">{say("record.when")}</th>
                <th scope="col">{say("record.who")}</th>
                <th scope="col">{say("record.what")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.number}>
                  <td data-head={say("record.when")}>{line.when}</td>
                  <td data-head={say("record.who")}>{whoOf(line)}</td>
                  <td data-head={say("record.what")}>{say(`record.${line.verb}`, { about: aboutOf(line) })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="inline">
        {!newest && <Link to="/record">{say("record.newest")}</Link>}
        {older !== null && <Link to={`/record?before=${older}`}>{say("record.older")}</Link>}
      </p>
    </>
  );
}

const whoOf = ({ by }: RecordLine): string => ("link" in by ? say("record.link", { name: by.link }) : by.body === "" ? by.name : `${by.name}, ${by.body}`);
const aboutOf = ({ about, year, people }: RecordLine): string => [...(people ? [say("record.people")] : year === "" ? [] : [say("record.plan", { year })]), ...about].join(", ");
