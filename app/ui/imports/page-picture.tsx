// A page of the document beside what was read from it: its place is kept while it is drawn, so that nothing moves when it comes.
import { useEffect, useRef, useState } from "react";
import type { KeptPages } from "#app/domain/imports/review.ts";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";
import { sayOfReview } from "#app/ui/texts/import-review.ts";
import { pagePicturePath } from "./paths.ts";

const letter = [612, 792] as const;

export function PagePicture({ planId, importId, fileName, pages, page, turn }: { planId: string; importId: string; fileName: string; pages: KeptPages; page: number; turn: (page: number) => void }) {
  const hydrated = useHydrated();
  const [width, height] = pages.sizes[page - 1] ?? letter;
  const [tries, setTries] = useState(0);
  const address = pagePicturePath(planId, importId, page);
  return (
    <section className="page-picture" aria-label={sayOfReview("pane", { page })}>
      <div className="page-picture-head">
        <strong>{sayOfReview("page", { page, count: pages.count })}</strong>
        {hydrated && (
          <>
            <button type="button" className="usa-button usa-button--unstyled" disabled={page <= 1} onClick={() => turn(page - 1)}>
              {sayOfReview("before")}
            </button>
            <button type="button" className="usa-button usa-button--unstyled" disabled={page >= pages.count} onClick={() => turn(page + 1)}>
              {sayOfReview("after")}
            </button>
          </>
        )}
        <a href={address} target="page-picture" rel="noreferrer">
          {sayOfReview("large")}
        </a>
      </div>
      {/* A region that scrolls is reached by the keyboard. */}
      <div className="page-picture-body" tabIndex={0} role="group" aria-label={sayOfReview("page", { page, count: pages.count })}>
        <Picture key={`${page} ${tries}`} address={tries === 0 ? address : `${address}?again=${tries}`} page={page} alt={sayOfReview("alt", { page, name: fileName })} width={width} height={height} again={() => setTries(tries + 1)} />
      </div>
    </section>
  );
}

function Picture({ address, page, alt, width, height, again }: { address: string; page: number; alt: string; width: number; height: number; again: () => void }) {
  const image = useRef<HTMLImageElement>(null);
  const [stands, setStands] = useState<"coming" | "there" | "failed">("coming");
  // It may have come, or failed, before this ran.
  useEffect(() => {
    if (image.current?.complete) setStands(image.current.naturalWidth > 0 ? "there" : "failed");
  }, []);
  return (
    <div className="page-picture-paper" style={{ aspectRatio: `${width} / ${height}` }}>
      <p role="status" className="page-picture-words">
        {stands === "coming" ? sayOfReview("drawing", { page }) : stands === "failed" ? sayOfReview("failed") : ""}{" "}
        {stands === "failed" && (
          <button type="button" className="usa-button usa-button--unstyled" onClick={again}>
            {sayOfReview("again")}
          </button>
        )}
      </p>
      <img ref={image} src={address} alt={stands === "failed" ? "" : alt} width={width} height={height} hidden={stands === "failed"} onLoad={() => setStands("there")} onError={() => setStands("failed")} />
    </div>
  );
}
