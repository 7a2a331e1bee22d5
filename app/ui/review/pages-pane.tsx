// A page of a plan that came as a file, as a picture, with the way to the others; works without JavaScript.
import { Form, Link } from "@remix-run/react";
import { useState } from "react";
import { outsideWords } from "#app/ui/texts/outside.ts";

type Pages = { number: number; fileName: string; count: number; page: number };

/** `here`: the address of the page this stands on, which takes the page's number. */
export function PagesPane({ filingId, pages, here }: { filingId: string; pages: Pages; here: string }) {
  const { number, fileName, count, page } = pages;
  const base = `/reviews/${encodeURIComponent(filingId)}/copies/${number}`;
  const to = (wanted: number) => `${here}?copy=${number}&page=${wanted}`;
  return (
    <div className="pages-pane">
      <nav className="pages-nav" aria-label={outsideWords("pane", { page })}>
        <strong>{outsideWords("page", { page, count })}</strong>
        {page > 1 && (
          <Link to={to(page - 1)} preventScrollReset>
            {outsideWords("before")}
          </Link>
        )}
        {page < count && (
          <Link to={to(page + 1)} preventScrollReset>
            {outsideWords("after")}
          </Link>
        )}
        {count > 2 && (
          <Form method="get" action={here} className="pages-go" preventScrollReset>
            <input type="hidden" name="copy" value={number} />
            <label htmlFor="page" className="visually-hidden">
              {outsideWords("goTo")}
            </label>
            <input key={page} className="usa-input" id="page" name="page" inputMode="numeric" pattern="[0-9]*" maxLength={4} defaultValue={page} />
            <button type="submit" className="usa-button usa-button--outline">
              {outsideWords("show")}
            </button>
          </Form>
        )}
        <a href={`${base}/${page}`} target="page-picture" rel="noreferrer">
          {outsideWords("large")}
        </a>
        <a href={`${base}/file`} download>
          {outsideWords("fileOf", { name: fileName })}
        </a>
      </nav>
      <PagePicture key={`${number}/${page}`} address={`${base}/${page}`} alt={outsideWords("alt", { page, name: fileName })} />
    </div>
  );
}

function PagePicture({ address, alt }: { address: string; alt: string }) {
  const [failed, setFailed] = useState(false);
  return (
    <div className="pages-picture" tabIndex={0} role="group" aria-label={alt}>
      {failed ? <p role="status">{outsideWords("failed")}</p> : <img src={address} alt={alt} onError={() => setFailed(true)} ref={(image) => { if (image?.complete && image.naturalWidth === 0) setFailed(true); }} />}
    </div>
  );
}
