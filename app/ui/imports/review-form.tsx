// What was read beside what the plan has; ticked rows are taken, and nothing else.
import { Form, Link, useSearchParams } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { isCertain, isOpen } from "#app/domain/imports/review.ts";
import type { ImportGroup, ImportLine, ItemView, Review } from "#app/domain/imports/review.ts";
import { anchorOf } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";
import { t } from "#app/ui/texts/t.ts";
import { sayOfReview } from "#app/ui/texts/import-review.ts";
import { PagePicture } from "./page-picture.tsx";
import { importItemPath, pagePicturePath } from "./paths.ts";
import { placeWords } from "./place-words.ts";

const shownWords = 260;
const cut = (words: string): string => (words.length <= shownWords ? words : `${words.slice(0, words.lastIndexOf(" ", shownWords))} …`);
/** A document that was read, in the plan it is looked at from. */
export type ReviewPage = ImportLine & { plan: { id: string; year: string; adopted: string | null; school: object | null }; review: Review };

export function ReviewForm({ page: read, here }: { page: ReviewPage; here: string }) {
  const { review } = read;
  const form = useRef<HTMLFormElement>(null);
  const hydrated = useHydrated();
  const asked = useSearchParams()[0].get("show");
  const shows = ways.find((way) => way === asked) ?? "all";
  const groups = shownGroups(review.groups, shows);
  const [page, setPage] = useState(() => groups.flatMap(({ items }) => items).find((item) => item.page !== null)?.page ?? 1);
  /** The picture follows the row a person is on, a moment later: who runs through the rows has not every page drawn. */
  const waits = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waits.current), []);
  const follow = (target: EventTarget) => {
    const row = target instanceof Element ? target.closest<HTMLElement>("li[data-page]") : null;
    if (!review.pages || !row) return;
    clearTimeout(waits.current);
    waits.current = setTimeout(() => setPage(Number(row.dataset["page"])), 200);
  };
  const tick = (group: string | null, on: boolean) => {
    for (const box of form.current?.querySelectorAll<HTMLInputElement>(group === null ? "input[name=item]" : `#${CSS.escape(group)} input[name=item]`) ?? []) box.checked = on;
  };
  if (review.fit === null)
    return (
      <>
        {review.former && <FormerTemplate />}
        <OtherYear page={read} here={here} />
        <Notes notes={review.general} places={review.places} derived={review.derived} open={review.former} picture={null} />
      </>
    );
  return (
    <>
      {review.compared > 0 && <p>{t("imports.agree", { agreeing: review.agreeing, compared: review.compared })}</p>}
      <p>{review.fit === "before" ? t(read.plan.school ? "readers.school.fitBefore" : "imports.fitBefore", { year: review.year, plan: read.plan.year }) : t("imports.fitSame", { plan: read.plan.year })}</p>
      {review.former && <FormerTemplate />}
      <Show here={here} shows={shows} counts={{ all: review.groups.reduce((sum, { items }) => sum + items.length, 0), doubts: review.counts.doubts, open: review.counts.open }} />
      <div className={review.pages ? "review-beside-page" : ""}>
        {review.pages && <PagePicture planId={read.plan.id} importId={read.id} fileName={read.fileName} pages={review.pages} page={page} turn={setPage} />}
        <div onFocus={(event) => follow(event.target)} onClick={(event) => follow(event.target)}>
          <Notes notes={review.general} places={review.places} derived={review.derived} open={review.former} picture={review.pages ? (page) => <PageLink address={pagePicturePath(read.plan.id, read.id, page)} page={page} inPlace={hydrated} current={false} /> : null} />
          <Form method="post" action={here} ref={form} className="review">
            <FormKey />
            <input type="hidden" name="act" value="take" />
            <input type="hidden" name="seenVersion" value={read.version} />
            {!review.own && (
              <div className="import-question">
                <p>
                  <strong>{t(read.plan.school ? "readers.school.other" : "imports.otherLea", { lea: review.leaName, cds: review.cds })}</strong>
                </p>
                <div className="usa-checkbox">
                  <input className="usa-checkbox__input" type="checkbox" id="otherLea" name="otherLea" value="yes" required />
                  <label className="usa-checkbox__label" htmlFor="otherLea">
                    {t("imports.otherLeaYes")}
                  </label>
                </div>
              </div>
            )}
            <nav className="review-nav" aria-label={t("imports.parts")}>
              <ul>
                {groups.map((group) => (
                  <li key={group.id}>
                    <a href={`#${anchorOf(group.id)}`}>{titleOf(group)}</a> <span className="quiet small">{t("imports.openOf", { count: group.open })}</span>
                  </li>
                ))}
              </ul>
            </nav>
            {groups.length === 0 && <p>{t("readers.showNothing")}</p>}
            {groups.map((group) => (
              <section key={group.id} id={anchorOf(group.id)} className="review-group" aria-labelledby={`${anchorOf(group.id)}-title`}>
                <div className="review-head">
                  <h2 id={`${anchorOf(group.id)}-title`}>{titleOf(group)}</h2>
                  {hydrated && group.open > 1 && (
                    <div className="inline">
                      <button type="button" className="usa-button usa-button--unstyled" onClick={() => tick(anchorOf(group.id), true)} aria-label={t("imports.tickOf", { part: titleOf(group) })}>
                        {t("imports.tick")}
                      </button>
                      <button type="button" className="usa-button usa-button--unstyled" onClick={() => tick(anchorOf(group.id), false)} aria-label={t("imports.untickOf", { part: titleOf(group) })}>
                        {t("imports.untick")}
                      </button>
                    </div>
                  )}
                </div>
                {group.kind === "first" && <p>{sayOfReview("firstLead")}</p>}
                <ul className="review-items">
                  {group.items.map((item) => (
                    <Item key={item.key} item={item} places={review.places} planId={read.plan.id} importId={read.id} pages={review.pages !== null} shown={page} />
                  ))}
                </ul>
              </section>
            ))}
            {read.plan.adopted === null && (
              <div className="review-end">
                <button type="submit" className="usa-button">
                  {t("imports.take")}
                </button>
                {hydrated && (
                  <button type="button" className="usa-button usa-button--unstyled" onClick={() => tick(null, true)}>
                    {t("imports.tickAll")}
                  </button>
                )}
                {hydrated && (
                  <button type="button" className="usa-button usa-button--unstyled" onClick={() => tick(null, false)}>
                    {t("imports.untickAll")}
                  </button>
                )}
                <span className="quiet small">{t(shows === "all" ? "imports.takeHint" : "readers.showTakes")}</span>
              </div>
            )}
          </Form>
        </div>
      </div>
    </>
  );
}

/** Which rows are shown: in the address, so that it can be kept and works without JavaScript. */
const ways = ["all", "doubts", "open"] as const;
type Way = (typeof ways)[number];

/** Rows that are doubtful and not decided, of whatever part, before all others. */
type ShownGroup = Omit<ImportGroup, "kind"> & { kind: ImportGroup["kind"] | "first" };

function shownGroups(groups: readonly ImportGroup[], shows: Way): ShownGroup[] {
  const first = groups.flatMap(({ items }) => items).filter((item) => item.doubts.length > 0 && isOpen(item));
  const rest = groups.map((group) => ({ ...group, items: group.items.filter((item) => !first.includes(item) && (shows === "doubts" ? item.doubts.length > 0 : shows === "open" ? isOpen(item) : true)) }));
  return [{ id: "first", kind: "first" as const, number: "", items: first, open: first.length }, ...rest.map((group) => ({ ...group, open: group.items.filter(isOpen).length }))].filter(({ items }) => items.length > 0);
}

function Show({ here, shows, counts }: { here: string; shows: Way; counts: Record<Way, number> }) {
  return (
    <nav className="review-show" aria-label={t("readers.show")}>
      <span>{t("readers.show")}</span>
      {ways.map((way) => (
        <Link key={way} to={way === "all" ? here : `${here}?show=${way}`} aria-current={way === shows ? "true" : undefined} preventScrollReset>
          {t(`readers.show.${way}`, { count: counts[way] })}
        </Link>
      ))}
    </nav>
  );
}

function titleOf(group: ShownGroup): string {
  return group.kind === "first" ? sayOfReview("first") : group.kind === "goal" ? t("imports.group.goal", { number: group.number }) : group.kind === "opening" ? t("imports.group.opening", { year: group.number }) : t(`imports.group.${group.kind}`);
}

function Item({ item, places, planId, importId, pages, shown }: { item: ItemView; places: Review["places"]; planId: string; importId: string; pages: boolean; shown: number }) {
  const hydrated = useHydrated();
  const id = anchorOf("item", item.key);
  const title = titleOfItem(item);
  return (
    <li className={item.doubts.length > 0 ? "doubtful" : ""} data-page={item.page ?? undefined}>
      <div className="review-read">
        {item.standing === "there" || item.locked || item.leftOut ? (
          <p className="review-title">
            <strong>{title}</strong> <span className="quiet small">{item.standing === "there" ? t("imports.there") : item.leftOut ? sayOfReview("leftOut") : t("imports.locked")}</span>
          </p>
        ) : (
          <div className="usa-checkbox">
            <input className="usa-checkbox__input" type="checkbox" id={id} name="item" value={item.key} defaultChecked={isCertain(item)} />
            <label className="usa-checkbox__label" htmlFor={id}>
              {title}
            </label>
          </div>
        )}
        <dl>
          {item.says.slice(0, 6).map((part, at) => (
            <div key={at}>
              <dt>{t(`imports.says.${part.name}` as "imports.says.name")}</dt>
              <dd>{part.name === "contributing" ? t(part.words === "yes" ? "imports.yes" : "imports.no") : part.name === "counts" ? countsOf(part.words) : cut(part.words)}</dd>
            </div>
          ))}
        </dl>
        {item.doubts.map((doubt, at) => (
          <p key={at} className="doubt">
            <strong>{t("imports.doubt")}</strong> {doubt.message}
            {doubt.page !== null && ` (${placeWords(places, doubt.page)})`}
          </p>
        ))}
        <p className="small quiet review-foot">
          {item.page !== null && !pages && <span>{placeWords(places, item.page)}</span>}
          {item.page !== null && pages && <PageLink address={pagePicturePath(planId, importId, item.page)} page={item.page} inPlace={hydrated} current={item.page === shown} />}
          {item.corrected && <span>{t("imports.corrected")}</span>}
          {item.collection !== "opening" && item.standing !== "there" && (
            <Link to={importItemPath(planId, importId, item.key)} aria-label={t("imports.correctOf", { what: title })}>
              {t("imports.correct")}
            </Link>
          )}
        </p>
      </div>
      <div className={item.standing === "differs" ? "review-now" : "review-now nothing"}>
        {item.standing === "differs" ? (
          <>
            <p className="small">
              <strong>{t("imports.now")}</strong>
            </p>
            <p>{cut(item.nowWords)}</p>
            <p className="small quiet">{item.locked ? t("imports.lockedWhy") : t("imports.replaces")}</p>
          </>
        ) : (
          <p className="small quiet">{item.standing === "there" ? t("imports.same") : t("imports.nothing")}</p>
        )}
      </div>
    </li>
  );
}

/** With JavaScript the row's page comes up beside it (the form sees the click); without, the picture opens by itself and no tick is lost. */
function PageLink({ address, page, inPlace, current }: { address: string; page: number; inPlace: boolean; current: boolean }) {
  return (
    <a href={address} target="page-picture" rel="noreferrer" aria-current={current ? "true" : undefined} onClick={(event) => inPlace && !event.ctrlKey && !event.metaKey && event.preventDefault()}>
      {sayOfReview("show", { page })}
    </a>
  );
}

export function titleOfItem(item: Pick<ItemView, "collection" | "label" | "says">): string {
  const kind = t(`imports.kind.${item.collection}` as "imports.kind.goals");
  return item.collection === "answers" || item.collection === "revenues" ? item.label : item.label === "" ? `${kind}: ${cut(item.says[0]?.words ?? "")}`.slice(0, 90) : `${kind} ${item.label}`;
}

function countsOf(words: string): string {
  const [goals = "0", metrics = "0", actions = "0"] = words.split("/");
  return t("imports.counts", { goals, metrics, actions });
}

function FormerTemplate() {
  return (
    <div className="usa-alert usa-alert--info" role="note">
      <div className="usa-alert__body">
        <h2 className="usa-alert__heading">{sayOfReview("formerTitle")}</h2>
        <p className="usa-alert__text">{sayOfReview("former")}</p>
      </div>
    </div>
  );
}

/** `open`: the notes that are no doubts stand open. */
function Notes({ notes, places, derived, open, picture }: { notes: Review["general"]; places: Review["places"]; derived: string[]; open: boolean; picture: ((page: number) => ReactNode) | null }) {
  const at = (page: number | null) => (page === null ? null : (picture?.(page) ?? placeWords(places, page)));
  const doubtful = notes.filter(({ kind }) => kind === "doubtful");
  const others = notes.filter(({ kind }) => kind !== "doubtful");
  return (
    <>
      {doubtful.length > 0 && (
        <section aria-labelledby="doubts">
          <h2 id="doubts">{t("imports.generalDoubts")}</h2>
          <ul className="findings">
            {doubtful.map((note, nth) => (
              <li key={nth} className="warning" data-page={note.page ?? undefined}>
                {note.message} <span className="small">{at(note.page)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {others.length + derived.length > 0 && (
        <details className="help" open={open}>
          <summary>{t("imports.notes", { count: others.length + derived.length })}</summary>
          <div>
            <ul>
              {others.map((note, nth) => (
                <li key={nth} data-page={note.page ?? undefined}>
                  {note.message} <span className="small">{at(note.page)}</span>
                </li>
              ))}
              {derived.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </div>
        </details>
      )}
    </>
  );
}

function OtherYear({ page, here }: { page: ReviewPage; here: string }) {
  const { review } = page;
  const offer = (act: "move" | "start-year", name: string, value: string, words: string) => (
    <Form method="post" action={here} key={act + value}>
      <FormKey />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name={name} value={value} />
      <button type="submit" className="usa-button usa-button--outline">
        {words}
      </button>
    </Form>
  );
  return (
    <section className="import-question">
      <h2>{t("imports.otherYear", { year: review.year, plan: page.plan.year })}</h2>
      <p>{t("imports.otherYearText")}</p>
      <div className="inline">
        {review.elsewhere.map(({ id, year, fit }) => offer("move", "to", id, t(fit === "before" ? "imports.moveBefore" : "imports.moveSame", { year })))}
        {review.newYears.map(({ year, fit }) => offer("start-year", "year", year, t(fit === "before" ? "imports.startBefore" : "imports.startSame", { year })))}
      </div>
    </section>
  );
}
