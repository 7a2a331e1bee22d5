import { Form, Link, NavLink, useMatches } from "@remix-run/react";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { t } from "#app/ui/texts/t.ts";

export type FramePlan = { id: string; year: string; program: string };
export type FramePerson = { name: string; seesPeople: boolean; writes: boolean };
type Place = { to: string; label: string; /** Only this very page, not those below it. */ only?: true; /** Route ids that belong to it too. */ also?: RegExp };

/** The places of the portal, in the order a planner meets them; each stands here only when this person has it. */
function placesOf({ plan, program, person }: { plan: FramePlan | undefined; program: string; person: FramePerson }): Place[] {
  const base = plan ? `/plans/${encodeURIComponent(plan.id)}` : "";
  return [
    { to: "/", label: t("nav.home"), only: true },
    ...(plan ? [{ to: base, label: t("nav.plan"), only: true, also: /chapters|rows|goals|last-year/ } as const] : []),
    ...(plan && program !== "" ? [{ to: `${base}/programs/${program}`, label: t("nav.coverage"), only: true } as const, { to: `${base}/programs/${program}/document`, label: t("nav.document") }] : []),
    ...(plan ? [{ to: `${base}/comments`, label: t("comments.title") }] : []),
    ...(plan ? [{ to: `${base}/history`, label: t("nav.history") }] : []),
    ...(person.seesPeople ? [{ to: "/people", label: t("nav.people") }] : []),
  ];
}

/** Whose plan this is, who is at work, and the ways to everything. */
export function SiteHeader({ leaName, person, plan, program }: { leaName: string; person: FramePerson | undefined; plan: FramePlan | undefined; program: string }) {
  const matches = useMatches();
  return (
    <header className="site-header">
      <div className="frame">
        <Link className="site-name" to="/">
          {t("site.name")}
        </Link>
        {person ? (
          <div className="site-where">
            <strong>{leaName}</strong>
            {plan && <span>{t("plan.year", { year: plan.year })}</span>}
            <NavLink to="/account" title={t("nav.account")}>
              {person.name}
            </NavLink>
            <Form method="post" action="/sign-out">
              <FormKey />
              <button type="submit" className="usa-button usa-button--unstyled">
                {t("nav.signOut")}
              </button>
            </Form>
          </div>
        ) : (
          <div className="site-where">
            <NavLink to="/sign-in">{t("nav.signIn")}</NavLink>
          </div>
        )}
        {person && (
          <nav className="site-nav" aria-label={t("site.nav")}>
            <ul>
              {placesOf({ plan, program, person }).map(({ to, label, only, also }) => (
                <li key={to}>
                  <NavLink to={to} end={only ?? false} className={also && matches.some(({ id }) => also.test(id)) ? "here" : ""}>
                    {label}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
    </header>
  );
}
