import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted, seenVersionSchema } from "#app/http/read-form-data.server.ts";
import { readUpload } from "#app/http/read-upload.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { attachFile, detachFile, loadMeeting, saveAdvice, saveWhatHappened, takeMeeting } from "#app/services/calendar/meetings.server.ts";
import type { Advice, MeetingSaved } from "#app/services/calendar/meetings.server.ts";
import { largestImport } from "#app/services/imports/import-file.server.ts";
import { meetingKitPath, meetingPath, meetingsPath } from "#app/domain/calendar/calendar-paths.ts";
import { planPath, rowPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { sayOfMeetings as say } from "#app/ui/texts/meetings.ts";
import { t } from "#app/ui/texts/t.ts";
import feedStyles from "#app/styles/feeds.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: feedStyles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? say("meeting.title", { body: page.meeting.body, kind: page.meeting.kind }) : say("meetings.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadMeeting(await requireContext(request), params["planId"] ?? "", params["meetingId"] ?? "").catch(throwAsResponse);
}

const kinds = ["agenda", "minutes", "vote", "other"] as const;
const text = z.string().max(100_000);
/** The boxes of a list that were ticked, taken out of what was posted. */
function ticked(posted: Map<string, string[]>, name: string): string[] {
  const values = posted.get(name) ?? [];
  posted.delete(name);
  return values.slice(0, 200);
}

/** The forms of this page, told apart by `act`; a file comes in a form of its own kind. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, meetingId] = [params["planId"] ?? "", params["meetingId"] ?? ""];
  const answer = (saved: MeetingSaved, about: string, typed: Record<string, string> = {}) =>
    saved.outcome === "saved" ? redirect(`${meetingPath(planId, meetingId)}#${about}`) : data({ about, typed, message: saved.outcome === "conflict" ? saved.message : say(`meeting.refused.${saved.why}`) }, { status: saveStatus[saved.outcome] });
  try {
    const upload = (request.headers.get("Content-Type") ?? "").startsWith("multipart/") ? await readUpload(request, { field: "file", largest: largestImport }) : null;
    const posted = upload?.posted ?? (await readPosted(request));
    const act = posted.get("act")?.[0];
    if (act === "attach" || upload) {
      const { fields } = readFields(posted, { act: z.literal("attach"), kind: z.enum(kinds) }, false);
      await attachFile(ctx, planId, meetingId, { file: upload?.file ?? null, kind: fields.kind });
      return redirect(`${meetingPath(planId, meetingId)}#files`);
    }
    if (act === "detach") {
      const { fields } = readFields(posted, { act: z.literal("detach"), fileId: z.uuid() }, false);
      await detachFile(ctx, planId, meetingId, fields.fileId);
      return redirect(`${meetingPath(planId, meetingId)}#files`);
    }
    if (act === "take") {
      const { fields } = readFields(posted, { act: z.literal("take"), seenVersion: z.string().regex(/^\d{1,9}$/).transform(Number) }, false);
      return answer(await takeMeeting(ctx, planId, meetingId, fields.seenVersion), "listened");
    }
    if (act === "advice") {
      const { fields } = readFields(posted, { act: z.literal("advice"), adviceId: z.string().max(80), comment: text, reply: text, seenVersion: seenVersionSchema }, false);
      const saved = await saveAdvice(ctx, planId, meetingId, { ...fields, adviceId: fields.adviceId === "" ? null : fields.adviceId });
      return answer(saved, `advice-${fields.adviceId}`, { comment: fields.comment, reply: fields.reply });
    }
    const [groups, topics, changed] = [ticked(posted, "group"), ticked(posted, "topic"), ticked(posted, "changed")];
    const { fields } = readFields(posted, { act: z.literal("happened"), people: z.string().max(40), heard: text, motion: text, vote: text, seenVersion: seenVersionSchema }, false);
    const { people, heard, motion, vote } = fields;
    return answer(await saveWhatHappened(ctx, planId, meetingId, { people, heard, motion, vote, groups, topics, changed, seenVersion: fields.seenVersion }), "happened", { people, heard, motion, vote });
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function MeetingPage() {
  const page = useLoaderData<typeof loader>();
  const { plan, meeting } = page;
  return (
    <>
      <PageHead title={say("meeting.title", { body: meeting.body, kind: meeting.kind })} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }, { to: meetingsPath(plan.id), label: say("meetings.title") }]}>
        <p>
          <strong>{meeting.day ?? say("meeting.noDay")}</strong>
          {meeting.result !== "" && <> · {say("meeting.decision", { result: meeting.result })}</>}
        </p>
        <p>
          <Link to={rowPath(plan.id, "meetings", meeting.id)}>{say("meeting.edit")}</Link>
        </p>
        <p>
          <Link to={meetingKitPath(plan.id, meeting.id)}>{say("kit.link")}</Link>
          <span className="quiet"> {say("kit.linkText")}</span>
        </p>
      </PageHead>
      <Happened key={page.seenVersion ?? 0} />
      {page.takesAdvice && (
        <section className="statement" aria-labelledby="advice">
          <h2 id="advice">{say("meeting.advice")}</h2>
          <p>{say("meeting.adviceText")}</p>
          {page.advice.map((advice, at) => (
            <AdviceForm key={`${advice.id} ${advice.version}`} advice={advice} number={at + 1} />
          ))}
          {page.writes && <AdviceForm key={`new ${page.advice.length}`} advice={null} number={page.advice.length + 1} />}
        </section>
      )}
      <Listened />
      <Files />
    </>
  );
}

/** What was refused of the form with this name. */
function useRefused(about: string) {
  const refused = useActionData<typeof action>();
  return refused?.about === about ? refused : null;
}
const Wrong = ({ message }: { message: string | undefined }) =>
  message === undefined ? null : (
    <p className="field-error" role="alert">
      {message}
    </p>
  );

function Happened() {
  const { happened, seenVersion, groups, topics, statements, writes } = useLoaderData<typeof loader>();
  const refused = useRefused("happened");
  const busy = useNavigation().state !== "idle";
  const said = (name: "people" | "heard" | "motion" | "vote") => refused?.typed[name] ?? String(happened[name] ?? "");
  const boxes = (name: string, list: { value: string; label: string }[], chosen: string[]) => (
    <div className="feed-sets">
      {list.map(({ value, label }) => (
        <div className="usa-checkbox" key={value}>
          <input className="usa-checkbox__input" type="checkbox" id={`${name}-${value}`} name={name} value={value} defaultChecked={chosen.includes(value)} disabled={!writes} />
          <label className="usa-checkbox__label" htmlFor={`${name}-${value}`}>
            {label}
          </label>
        </div>
      ))}
    </div>
  );
  return (
    <section className="statement" aria-labelledby="happened">
      <h2 id="happened">{say("meeting.happened")}</h2>
      <Form method="post" className="feed-form">
        <FormKey />
        <input type="hidden" name="act" value="happened" />
        <input type="hidden" name="seenVersion" value={seenVersion ?? ""} />
        <fieldset className="usa-fieldset">
          <legend className="usa-legend">{say("meeting.groups")}</legend>
          {boxes("group", groups, happened.groups)}
        </fieldset>
        <label className="usa-label" htmlFor="people">
          {say("meeting.people")} <span className="usa-hint">{say("meeting.peopleHint")}</span>
        </label>
        <input className="usa-input" id="people" name="people" inputMode="numeric" maxLength={7} defaultValue={said("people")} disabled={!writes} />
        <fieldset className="usa-fieldset">
          <legend className="usa-legend">{say("meeting.topics")}</legend>
          {boxes("topic", topics, happened.topics)}
        </fieldset>
        <label className="usa-label" htmlFor="heard">
          {say("meeting.heard")} <span className="usa-hint">{say("meeting.heardHint")}</span>
        </label>
        <textarea className="usa-textarea" id="heard" name="heard" rows={5} defaultValue={said("heard")} disabled={!writes} />
        <label className="usa-label" htmlFor="motion">
          {say("meeting.motion")}
        </label>
        <input className="usa-input" id="motion" name="motion" maxLength={2000} defaultValue={said("motion")} disabled={!writes} />
        <label className="usa-label" htmlFor="vote">
          {say("meeting.vote")} <span className="usa-hint">{say("meeting.voteHint")}</span>
        </label>
        <input className="usa-input" id="vote" name="vote" maxLength={2000} defaultValue={said("vote")} disabled={!writes} />
        <details className="help" open={happened.changed.length > 0}>
          <summary>{say("meeting.changed")}</summary>
          <div>
            {statements.map(({ chapter, questions }) => (
              <fieldset className="usa-fieldset" key={chapter}>
                <legend className="usa-legend">{chapter}</legend>
                {boxes("changed", questions, happened.changed)}
              </fieldset>
            ))}
          </div>
        </details>
        <Wrong message={refused?.message} />
        {writes && (
          <p>
            <button type="submit" className="usa-button" disabled={busy}>
              {say("meeting.save")}
            </button>
          </p>
        )}
      </Form>
    </section>
  );
}

function AdviceForm({ advice, number }: { advice: Advice | null; number: number }) {
  const { writes } = useLoaderData<typeof loader>();
  const id = `advice-${advice?.id ?? ""}`;
  const refused = useRefused(id);
  const waits = advice !== null && advice.reply.trim() === "";
  return (
    <Form method="post" className="feed-form" id={id}>
      <FormKey />
      <input type="hidden" name="act" value="advice" />
      <input type="hidden" name="adviceId" value={advice?.id ?? ""} />
      <input type="hidden" name="seenVersion" value={advice?.version ?? ""} />
      {advice === null && <h3>{say("meeting.newComment")}</h3>}
      <label className="usa-label" htmlFor={`${id}-comment`}>
        {say("meeting.comment")} {advice !== null && number}
      </label>
      <textarea className="usa-textarea" id={`${id}-comment`} name="comment" rows={2} maxLength={2000} required defaultValue={refused?.typed["comment"] ?? advice?.comment ?? ""} disabled={!writes} />
      <label className="usa-label" htmlFor={`${id}-reply`}>
        {say("meeting.reply")} {waits && <span className="state missing">{say("meeting.waits")}</span>}
      </label>
      <textarea className="usa-textarea" id={`${id}-reply`} name="reply" rows={2} maxLength={2000} defaultValue={refused?.typed["reply"] ?? advice?.reply ?? ""} disabled={!writes} />
      <Wrong message={refused?.message} />
      {writes && (
        <p>
          <button type="submit" className="usa-button usa-button--outline" aria-label={advice ? say("meeting.saveAdviceOf", { number }) : undefined}>
            {say(advice ? "meeting.saveAdvice" : "meeting.addComment")}
          </button>
        </p>
      )}
    </Form>
  );
}

function Listened() {
  const { plan, taken, mayTake, seenVersion, writes } = useLoaderData<typeof loader>();
  const refused = useRefused("listened");
  return (
    <section className="statement" aria-labelledby="listened">
      <h2 id="listened">{say("meeting.listened")}</h2>
      <p>{say("meeting.listenedText")}</p>
      {taken && (
        <p>
          {say("meeting.isThere")} <Link to={rowPath(plan.id, "events", taken.id)}>{say("meeting.openRow")}</Link>
          {!taken.sameDay && <span className="state missing"> {say("meeting.otherDay")}</span>}
        </p>
      )}
      {!taken && !mayTake && writes && plan.adopted === null && <p className="quiet">{say("meeting.takeFirst")}</p>}
      {mayTake && (
        <Form method="post">
          <FormKey />
          <input type="hidden" name="act" value="take" />
          <input type="hidden" name="seenVersion" value={seenVersion ?? ""} />
          <button type="submit" className="usa-button usa-button--outline">
            {say("meeting.take")}
          </button>
        </Form>
      )}
      <Wrong message={refused?.message} />
    </section>
  );
}

function Files() {
  const { plan, meeting, files, writes } = useLoaderData<typeof loader>();
  return (
    <section className="statement" aria-labelledby="files">
      <h2 id="files">{say("meeting.files")}</h2>
      {files.length === 0 && <p className="quiet">{say("meeting.noFiles")}</p>}
      <ul className="reminder-list">
        {files.map((file) => (
          <li key={file.id}>
            <span>
              {say(`meeting.kind.${file.kind}`)}: <a href={`${meetingPath(plan.id, meeting.id)}/files/${file.id}`}>{file.name}</a> <span className="quiet small">{`${Math.max(1, Math.round(file.size / 1024))} kB`}</span>
            </span>
            {writes && (
              <Form method="post">
                <FormKey />
                <input type="hidden" name="act" value="detach" />
                <input type="hidden" name="fileId" value={file.id} />
                <button type="submit" className="usa-button usa-button--unstyled" aria-label={say("meeting.detachOf", { name: file.name })}>
                  {say("meeting.detach")}
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {writes && (
        <Form method="post" encType="multipart/form-data" className="feed-form" key={files.length}>
          <FormKey />
          <input type="hidden" name="act" value="attach" />
          <label className="usa-label" htmlFor="file-kind">
            {say("meeting.kind")}
          </label>
          <select className="usa-select" id="file-kind" name="kind">
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {say(`meeting.kind.${kind}`)}
              </option>
            ))}
          </select>
          <label className="usa-label" htmlFor="file">
            {say("meeting.file")}
          </label>
          <input className="usa-input" type="file" id="file" name="file" required accept=".pdf,.docx,.xlsx" />
          <p>
            <button type="submit" className="usa-button usa-button--outline">
              {say("meeting.attach")}
            </button>
          </p>
        </Form>
      )}
    </section>
  );
}
