import { Form, Link, NavLink, useMatches } from "@remix-run/react";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { t } from "#app/ui/texts/t.ts";

/** `id`: the address of a school's part for those who work at a school; `schools`: it has schools whose parts this person may read. */
export type FramePlan = { id: string; year: string; program: string; schools: boolean };
export type FramePerson = { name: string; seesPeople: boolean; reviews: boolean; /** Places of one kind of office. */ more: Place[] };
type Place = { to: string; label: string; /** Only this very page, not those below it. */ only?: true; /** Route ids that belong to it too. */ also?: RegExp };

/** The places of the portal, in the order a planner meets them; each stands here only when this person has it. */
function placesOf({ plan, here, program, person }: { plan: FramePlan | undefined; here: boolean; program: string; person: FramePerson }): Place[] {
  const base = plan ? `/plans/${encodeURIComponent(plan.id)}` : "";
  return [
    { to: "/", label: t("nav.home"), only: true },
    ...(plan ? [{ to: base, label: plan.schools ? t("nav.plan") : t("nav.schoolPart"), only: true, ...(here && { also: /chapters|rows|goals|grids|last-year|mid-year|carried|roll-forward|working-draft/ }) } as const] : []),
    // A school's part, seen from the district, belongs to its schools.
    ...(plan?.schools ? [{ to: `${base}/schools`, label: t("nav.schools"), ...(!here && { also: /./ }) }] : []),
    ...(plan && program !== "" ? [{ to: `${base}/programs/${program}`, label: t("nav.coverage"), only: true } as const, { to: `${base}/programs/${program}/document`, label: t("nav.document") }] : []),
    ...(plan?.schools ? [{ to: `${base}/calendar`, label: t("calendar.link") }] : []),
    ...(plan ? [{ to: `${base}/comments`, label: t("comments.title") }] : []),
    ...(plan ? [{ to: `${base}/history`, label: t("nav.history") }] : []),
    ...(person.reviews ? [{ to: "/reviews", label: t("nav.reviews"), also: /reviews/ }] : []),
    ...person.more,
    ...(person.seesPeople ? [{ to: "/people", label: t("nav.people") }] : []),
  ];
}

/** Whose plan this is, who is at work, and the ways to everything. `here`: the page is about that plan itself. */
export function SiteHeader({ leaName, person, plan, here, program }: { leaName: string; person: FramePerson | undefined; plan: FramePlan | undefined; here: boolean; program: string }) {
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
              {placesOf({ plan, here, program, person }).map(({ to, label, only, also }) => (
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
