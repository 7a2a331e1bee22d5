import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted, seenVersionSchema } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadFromMeetings, takeIntoAnswer } from "#app/services/calendar/from-meetings.server.ts";
import type { HeardAt } from "#app/services/calendar/from-meetings.server.ts";
import { takeMeeting } from "#app/services/calendar/meetings.server.ts";
import { fromMeetingsPath, meetingPath, meetingsPath } from "#app/domain/calendar/calendar-paths.ts";
import { anchorOf, planPath, rowPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { sayOfMeetings as say } from "#app/ui/texts/meetings.ts";
import { t } from "#app/ui/texts/t.ts";

export { readAnewAfterConflict as shouldRevalidate } from "#app/ui/forms/read-anew.ts";
export const meta: MetaFunction = () => [{ title: `${say("from.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadFromMeetings(await requireContext(request), params["planId"] ?? "").catch(throwAsResponse);
}

/** Puts a meeting where somebody asked for it: as a row, or into the answer. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  try {
    const { fields } = readFields(await readPosted(request, { needsKey: true }), { act: z.enum(["take", "answer"]), meetingId: z.string().min(1).max(80), seenVersion: seenVersionSchema }, false);
    const saved = fields.act === "take" ? await takeMeeting(ctx, planId, fields.meetingId, fields.seenVersion ?? 0) : await takeIntoAnswer(ctx, planId, fields.meetingId, fields.seenVersion);
    if (saved.outcome === "saved") return redirect(`${fromMeetingsPath(planId)}#${anchorOf("meeting", fields.meetingId)}`);
    return data({ about: fields.meetingId, message: saved.outcome === "conflict" ? saved.message : say(`meeting.refused.${saved.why}`) }, { status: saveStatus[saved.outcome] });
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function FromMeetings() {
  const { plan, chapter, meetings, nothingYet } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={say("from.title")} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }, ...(chapter ? [{ to: `${planPath(plan.id)}/chapters/${chapter.id}`, label: chapter.title }] : [])]}>
        <p>{say("from.lead")}</p>
        <p>
          <Link to={meetingsPath(plan.id)}>{say("from.meetings")}</Link>
          {nothingYet > 0 && <span className="quiet"> {say("from.nothingYet", { count: nothingYet })}</span>}
        </p>
      </PageHead>
      {meetings.length === 0 && <p className="empty">{say("from.none")}</p>}
      {meetings.map((meeting) => (
        <Heard key={meeting.id} meeting={meeting} />
      ))}
    </>
  );
}

function Heard({ meeting }: { meeting: HeardAt }) {
  const { plan, answer, writesRows, writesText } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const busy = useNavigation().state !== "idle";
  const id = anchorOf("meeting", meeting.id);
  const day = meeting.day ?? say("meeting.noDay");
  const facts = [
    { name: "from.who", words: [meeting.groups.join(", "), meeting.people === null ? "" : say("meetings.people", { count: meeting.people })].filter(Boolean).join(" · ") },
    { name: "from.topics", words: meeting.topics.join(", ") },
    { name: "from.heard", words: meeting.heard },
    { name: "from.changed", words: meeting.changed.join(" · ") },
  ] as const;
  const put = (act: "take" | "answer", seenVersion: number | null, words: string, label: string) => (
    <Form method="post" className="inline">
      <FormKey />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="meetingId" value={meeting.id} />
      <input type="hidden" name="seenVersion" value={seenVersion ?? ""} />
      <button type="submit" className="usa-button usa-button--outline" aria-label={label} disabled={busy}>
        {words}
      </button>
    </Form>
  );
  return (
    <section className="statement" aria-labelledby={id}>
      <h2 id={id}>
        <Link to={meetingPath(plan.id, meeting.id)}>{meeting.title}</Link>, {day}
      </h2>
      <dl>
        {facts.filter(({ words }) => words !== "").map(({ name, words }) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {meeting.row !== null ? (
        <p>
          {say("from.rowIs")} <Link to={rowPath(plan.id, "events", meeting.row)}>{say("meeting.openRow")}</Link>
        </p>
      ) : meeting.groups.length === 0 ? (
        <p className="quiet">{say("from.needsGroups")}</p>
      ) : (
        writesRows && put("take", meeting.seenVersion, say("from.row"), say("from.rowOf", { title: meeting.title, day }))
      )}
      {answer &&
        (meeting.inText ? (
          <p>{say("from.textIs", { question: answer.question })}</p>
        ) : meeting.heard === "" ? (
          <p className="quiet">{say("from.needsHeard")}</p>
        ) : (
          writesText && put("answer", answer.seenVersion, say("from.text", { question: answer.question }), say("from.textOf", { title: meeting.title, day, question: answer.question }))
        ))}
      {refused?.about === meeting.id && (
        <p className="field-error" role="alert">
          {refused.message}
        </p>
      )}
    </section>
  );
}
