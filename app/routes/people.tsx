import { Form, useLoaderData } from "@remix-run/react";
import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields } from "#app/http/read-form-data.server.ts";
import { readSensitive } from "#app/http/read-sensitive.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { endRole, invitePerson, loadPeople, withdrawInvitation } from "#app/services/people/people.server.ts";
import { decideOnSupport } from "#app/services/people/support.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { emailSchema, roleSchema } from "#schemas/people.ts";
import { idSchema } from "#schemas/scalars.ts";
import { CheckedField, CheckedForm } from "#app/ui/forms/checked-form.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { SupportLog } from "#app/ui/people/support-log.tsx";
import { RecordLink } from "#app/ui/history/record-link.tsx";
import { t } from "#app/ui/texts/t.ts";

const inviteSchema = z.object({ email: emailSchema });

export const meta: MetaFunction = () => [{ title: `${t("people.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  return loadPeople(await requireContext(request)).catch(throwAsResponse);
}

export async function action({ request }: ActionFunctionArgs) {
  const { ctx, posted, refuse } = await readSensitive(request, { needsKey: true });
  try {
    const act = posted.get("act")?.[0];
    if (act === "invite") {
      const { fields } = readFields(posted, { act: z.literal(act), ...inviteSchema.shape, place: z.string().max(200) }, false);
      const [role, orgId] = [roleSchema.safeParse(fields.place.split("@")[0]), idSchema.safeParse(fields.place.slice(fields.place.indexOf("@") + 1))];
      if (!role.success || !orgId.success) throw new AppError("invalid", "The form is not complete.");
      await invitePerson(ctx, { email: fields.email, role: role.data, orgId: orgId.data });
    } else if (act === "end-role") {
      const { fields } = readFields(posted, { act: z.literal(act), membershipId: z.uuid(), seenVersion: z.string().regex(/^\d{1,9}$/).transform(Number) }, false);
      await endRole(ctx, fields);
    } else if (act === "decide-support") {
      const { fields } = readFields(posted, { act: z.literal(act), requestId: z.uuid(), decision: z.enum(["approved", "refused"]) }, false);
      await decideOnSupport(ctx, fields);
    } else {
      const { fields } = readFields(posted, { act: z.literal("withdraw"), invitationId: z.uuid() }, false);
      await withdrawInvitation(ctx, fields.invitationId);
    }
  } catch (error) {
    refuse(error);
  }
  return redirect("/people");
}

export default function People() {
  const { members, invitations, gives, support, decidesOnSupport, readsRecord } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t("people.title")}>
        <p>{t("people.lead")}</p>
        {readsRecord && <RecordLink />}
      </PageHead>
      <div className="table-wrap" tabIndex={0} role="group" aria-label={t("people.title")}>
        <table className="plain stacks">
          <caption className="visually-hidden">{t("people.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("people.name")}</th>
              <th scope="col">{t("people.role")}</th>
              <th scope="col">{t("people.organization")}</th>
              <th scope="col">{t("people.end")}</th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <tr key={member.membershipId}>
                <th scope="row">{member.name}</th>
                <td data-head={t("people.role")}>{[t(`role.${member.role}`), ...(member.until ? [t("people.until", { time: `${member.until.slice(0, 16).replace("T", " ")} UTC` })] : [])].join(", ")}</td>
                <td data-head={t("people.organization")}>{member.orgName}</td>
                <td data-head={t("people.end")}>
                  {member.mayEnd && (
                    <Form method="post">
                      <FormKey />
                      <input type="hidden" name="act" value="end-role" />
                      <input type="hidden" name="membershipId" value={member.membershipId} />
                      <input type="hidden" name="seenVersion" value={member.version} />
                      <button type="submit" className="usa-button usa-button--unstyled" aria-label={t("people.endOf", { role: t(`role.${member.role}`), name: member.name })}>
                        {t("people.end")}
                      </button>
                    </Form>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <SupportLog lines={support} decides={decidesOnSupport} />
      {gives.length > 0 && (
        <section aria-labelledby="invite">
          <h2 id="invite">{t("people.invite")}</h2>
          <p>{t("people.inviteText")}</p>
          <CheckedForm schema={inviteSchema}>
            <input type="hidden" name="act" value="invite" />
            <CheckedField name="email" label={t("signIn.email")} type="email" />
            <label className="usa-label" htmlFor="place">
              {t("people.role")}
            </label>
            <select className="usa-select" id="place" name="place">
              {gives.map((one) => (
                <optgroup key={one.orgId} label={one.orgName}>
                  {one.roles.map((role) => (
                    <option key={role} value={`${role}@${one.orgId}`}>
                      {t(`role.${role}`)}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
            <button type="submit" className="usa-button">
              {t("people.inviteGo")}
            </button>
          </CheckedForm>
        </section>
      )}
      {invitations.length > 0 && (
        <section aria-labelledby="invited">
          <h2 id="invited">{t("people.invited")}</h2>
          <ul>
            {invitations.map((one) => (
              <li key={one.id}>
                {`${one.email}: ${t(`role.${one.role}`)}, ${one.orgName}`}
                <Form method="post">
                  <FormKey />
                  <input type="hidden" name="act" value="withdraw" />
                  <input type="hidden" name="invitationId" value={one.id} />
                  <button type="submit" className="usa-button usa-button--unstyled" aria-label={t("people.withdrawOf", { email: one.email })}>
                    {t("people.withdraw")}
                  </button>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
