import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { AppError } from "#schemas/app-error.ts";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadSubscribe, makeFeed, withdrawFeed } from "#app/services/calendar/feeds.server.ts";
import { subscribePath } from "#app/domain/calendar/calendar-paths.ts";
import { calendarPath, planPath } from "#app/domain/plan/place-of.ts";
import { CopyAddress } from "#app/ui/calendar/copy-address.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfFeeds } from "#app/ui/texts/feeds.ts";
import { t } from "#app/ui/texts/t.ts";
import feedStyles from "#app/styles/feeds.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: feedStyles }];
export const meta: MetaFunction = () => [{ title: `${sayOfFeeds("subscribe.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadSubscribe(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

const setSchema = z.array(z.string().regex(/^[a-z0-9-]{1,60}$/)).max(50);

/** Makes an address, which this one answer tells, or withdraws one. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const posted = await readPosted(request, { needsKey: true }).catch(throwAsResponse);
  try {
    if (posted.get("act")?.[0] === "withdraw") {
      const { fields } = readFields(posted, { act: z.literal("withdraw"), feedId: z.uuid() }, false);
      await withdrawFeed(ctx, planId, fields.feedId);
      return redirect(`${subscribePath(planId)}#list`);
    }
    const sets = setSchema.safeParse(posted.get("set") ?? []);
    posted.delete("set");
    if (!sets.success) throw new AppError("invalid", "The form is not complete.");
    const { fields } = readFields(posted, { act: z.literal("make"), name: z.string().max(1000), kind: z.enum(["personal", "organization"]), ours: z.literal("yes").optional() }, false);
    const made = await makeFeed(ctx, planId, { kind: fields.kind, name: fields.name, sets: sets.data, onlyOurs: fields.ours === "yes" });
    return made.outcome === "made" ? data({ ...made, address: `${ctx.siteUrl}${made.path}`, name: fields.name }) : data({ ...made, address: "", name: fields.name }, { status: made.outcome === "refused" ? saveStatus.refused : 200 });
  } catch (error) {
    throwAsResponse(error);
  }
}

const say = sayOfFeeds;

export default function Subscribe() {
  const { plan, sets, feeds, mayShare } = useLoaderData<typeof loader>();
  const made = useActionData<typeof action>();
  const busy = useNavigation().state !== "idle";
  return (
    <>
      <PageHead title={say("subscribe.title")} crumbs={[{ to: planPath(plan.id), label: t("plan.title", { year: plan.year }) }, { to: calendarPath(plan.id), label: t("calendar.link") }]}>
        <p>{say("subscribe.lead")}</p>
      </PageHead>
      {made?.outcome === "made" && (
        <section className="next-step feed-made" role="status" aria-labelledby="made">
          <h2 id="made">{say("subscribe.made", { name: made.name })}</h2>
          <p>{say("subscribe.once")}</p>
          <CopyAddress address={made.address} />
          <p>
            <a href={made.address.replace(/^https?:/, "webcal:")}>{say("subscribe.open")}</a>
          </p>
          <h3>{say("subscribe.how")}</h3>
          <ul>
            <li>{say("subscribe.google")}</li>
            <li>{say("subscribe.outlook")}</li>
            <li>{say("subscribe.apple")}</li>
          </ul>
          <p className="quiet small">{say("subscribe.slow")}</p>
        </section>
      )}
      {made?.outcome === "repeated" && (
        <p role="alert" className="usa-alert usa-alert--warning usa-alert--slim fits">
          {say("subscribe.repeated")}
        </p>
      )}
      <section className="statement" aria-labelledby="make">
        <h2 id="make">{say("subscribe.make")}</h2>
        <Form method="post" className="feed-form" key={feeds.length}>
          <FormKey />
          <input type="hidden" name="act" value="make" />
          <div>
            <label className="usa-label" htmlFor="feed-name">
              {say("subscribe.name")}
            </label>
            <span className="usa-hint" id="feed-hint">
              {say("subscribe.nameHint")}
            </span>
            <input className="usa-input" id="feed-name" name="name" maxLength={200} required aria-describedby={made?.outcome === "refused" ? "feed-hint feed-error" : "feed-hint"} />
            {made?.outcome === "refused" && (
              <p className="field-error" role="alert" id="feed-error">
                {say("subscribe.nameRefused")}
              </p>
            )}
          </div>
          {mayShare ? (
            <fieldset className="usa-fieldset">
              <legend className="usa-legend">{say("subscribe.kind")}</legend>
              {(["personal", "organization"] as const).map((kind) => (
                <div className="usa-radio" key={kind}>
                  <input className="usa-radio__input" type="radio" id={`kind-${kind}`} name="kind" value={kind} defaultChecked={kind === "personal"} />
                  <label className="usa-radio__label" htmlFor={`kind-${kind}`}>
                    {say(`subscribe.${kind}`)}
                  </label>
                </div>
              ))}
            </fieldset>
          ) : (
            <input type="hidden" name="kind" value="personal" />
          )}
          <fieldset className="usa-fieldset">
            <legend className="usa-legend">{say("subscribe.what")}</legend>
            <span className="usa-hint">{say("subscribe.whatHint")}</span>
            <div className="feed-sets">
              {sets.map(({ set, title }) => (
                <div className="usa-checkbox" key={set}>
                  <input className="usa-checkbox__input" type="checkbox" id={`set-${set}`} name="set" value={set} />
                  <label className="usa-checkbox__label" htmlFor={`set-${set}`}>
                    {title}
                  </label>
                </div>
              ))}
            </div>
          </fieldset>
          <div className="usa-checkbox">
            <input className="usa-checkbox__input" type="checkbox" id="ours" name="ours" value="yes" />
            <label className="usa-checkbox__label" htmlFor="ours">
              {say("subscribe.onlyOurs")}
            </label>
          </div>
          <p>
            <button type="submit" className={made?.outcome === "made" ? "usa-button usa-button--outline" : "usa-button"} disabled={busy}>
              {say("subscribe.go")}
            </button>
          </p>
        </Form>
      </section>
      <section className="statement" aria-labelledby="list">
        <h2 id="list">{say("subscribe.list")}</h2>
        {feeds.length === 0 && <p className="empty">{say("subscribe.none")}</p>}
        <ul className="waiting">
          {feeds.map((feed) => (
            <li key={feed.id}>
              <p>
                <strong>{feed.name}</strong> <span className="quiet small">{feed.shared ? say("subscribe.shared", { by: feed.madeBy }) : say("subscribe.mine")}</span>
              </p>
              <p className="quiet small">{[feed.what.length === 0 ? say("subscribe.all") : feed.what.join(", "), ...(feed.onlyOurs ? [say("subscribe.ours")] : []), say("subscribe.madeOn", { day: feed.madeOn })].join(" · ")}</p>
              {feed.revokedOn !== null && <p>{say("subscribe.revokedOn", { day: feed.revokedOn })}</p>}
              {feed.mayRevoke && (
                <Form method="post" className="act-button">
                  <FormKey />
                  <input type="hidden" name="act" value="withdraw" />
                  <input type="hidden" name="feedId" value={feed.id} />
                  <button type="submit" className="usa-button usa-button--unstyled" aria-label={say("subscribe.withdrawOf", { name: feed.name })}>
                    {say("subscribe.withdraw")}
                  </button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
