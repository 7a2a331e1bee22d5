// A picture with the table that says the same: beside it where there is room, under it on a phone.
import type { ReactNode } from "react";

/** `svg`: drawn by the server, "" for none. The first column is words, the others are figures. `grouped`: the rows come in bodies of their own. */
export function Figure({ svg, caption, heads, children, foot, grouped = false }: { svg: string; caption: string; heads: string[]; children: ReactNode; foot?: ReactNode; grouped?: boolean }) {
  return (
    <div className={svg === "" ? "figure words-only" : "figure"}>
      {svg !== "" && <div dangerouslySetInnerHTML={{ __html: svg }} />}
      <div className="table-wrap" tabIndex={0} role="group" aria-label={caption}>
        <table className="plain stacks">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {heads.map((head, at) => (
                <th key={head} scope="col" className={at === 0 ? undefined : "num"}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          {grouped ? children : <tbody>{children}</tbody>}
          {foot && <tfoot>{foot}</tfoot>}
        </table>
      </div>
    </div>
  );
}
