import { Form, Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadKit } from "#app/services/calendar/meeting-kit.server.ts";
import { requestBoardPacket } from "#app/services/documents/board-packet.server.ts";
import { meetingKitPath, meetingPath, meetingsPath } from "#app/domain/calendar/calendar-paths.ts";
import { draftKinds, packetFormats } from "#app/domain/documents/copy-kinds.ts";
import { kitPieces } from "#app/domain/documents/meeting-kit.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { EarlierExports } from "#app/ui/document/earlier-exports.tsx";
import { ExportLine } from "#app/ui/document/export-line.tsx";
import { Preview } from "#app/ui/document/preview.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ChoiceField } from "#app/ui/kit/choice-field.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { sayOfMeetings as say } from "#app/ui/texts/meetings.ts";
import { t } from "#app/ui/texts/t.ts";
import kitStyles from "#app/styles/kit.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: kitStyles }];
export const meta: MetaFunction<typeof loader> = () => [{ title: `${say("kit.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const piece = z.enum(kitPieces).safeParse(new URL(request.url).searchParams.get("paper")).data ?? "agenda";
  return loadKit(ctx, params["planId"] ?? "", params["meetingId"] ?? "", piece).catch(throwAsResponse);
}

/** Asks for the board's packet; the page then follows it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, meetingId] = [params["planId"] ?? "", params["meetingId"] ?? ""];
  const { fields } = await readPosted(request, { needsKey: true }).then((posted) => readFields(posted, { copy: z.enum(draftKinds), format: z.enum(packetFormats) }, false)).catch(throwAsResponse);
  const { exportId } = await requestBoardPacket(ctx, planId, meetingId, fields).catch(throwAsResponse);
  return redirect(`${meetingKitPath(planId, meetingId)}?file=${exportId}#packet`);
}

const formats = ["pdf", "docx", "html"] as const;

export default function MeetingKit() {
  const { plan, meeting, piece, document, peopleAt } = useLoaderData<typeof loader>();
  const here = meetingKitPath(plan.id, meeting.id);
  return (
    <>
      <PageHead
        title={say("kit.title")}
        eyebrow={
          <>
            {meeting.title} · {meeting.day ?? say("meeting.noDay")}
          </>
        }
        crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }, { to: meetingsPath(plan.id), label: say("meetings.title") }, { to: meetingPath(plan.id, meeting.id), label: meeting.title }]}
      >
        <p>{say("kit.lead")}</p>
        <p>
          {say("kit.fill")} <Link to={meetingPath(plan.id, meeting.id)}>{say("kit.meeting")}</Link>. {say("kit.people")} <Link to={peopleAt}>{say("kit.peopleLink")}</Link>
        </p>
      </PageHead>
      <Packet />
      <nav className="kit-pieces no-print" aria-label={say("kit.choose")}>
        <ul>
          {kitPieces.map((one) => (
            <li key={one}>
              <Link to={`${here}?paper=${one}#preview`} preventScrollReset aria-current={one === piece ? "page" : undefined}>
                {say(`kit.piece.${one}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <h2 id="preview" className="kit-name">
        {say(`kit.piece.${piece}`)}
      </h2>
      <p className="inline no-print">
        {say("kit.download")}{" "}
        {formats.map((format) => (
          <a key={format} className="usa-button usa-button--outline" href={`${here}/${piece}/${format}`} aria-label={say("kit.downloadAs", { piece: say(`kit.piece.${piece}`), format: say(`kit.format.${format}`) })} download>
            {say(`kit.format.${format}`)}
          </a>
        ))}
      </p>
      <Preview document={document} links={{}} />
    </>
  );
}

function Packet() {
  const { plan, packet } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  if (!packet) return null;
  const file = packet.made.find(({ id }) => id === search.get("file"));
  const earlier = packet.made.filter((one) => one !== file && one.status === "done");
  return (
    <section className="statement" aria-labelledby="packet">
      <h2 id="packet">{say("packet.title")}</h2>
      <p>{say("packet.text", { short: packet.short })}</p>
      {!packet.mayMake && <p className="quiet">{say("packet.not")}</p>}
      <div className="downloads">
        {packet.mayMake && (
          <Form method="post" className="inline" preventScrollReset>
            <FormKey />
            <ChoiceField id="packet-copy" name="copy" label={say("packet.copy")} value="hearing-draft" options={draftKinds.map((one) => [one, say(`packet.copy.${one}`)])} />
            <ChoiceField id="packet-format" name="format" label={say("packet.format")} options={packetFormats.map((one) => [one, say(`kit.format.${one}`)])} />
            <button type="submit" className="usa-button">
              {say("packet.make")}
            </button>
          </Form>
        )}
        {file && <ExportLine key={file.id} planId={plan.id} first={file} />}
        <EarlierExports planId={plan.id} title={say("packet.earlier")} files={earlier} />
      </div>
    </section>
  );
}
