// A document's blocks as pages on screen; each block leads back to the answer it comes from.
import { Link } from "@remix-run/react";
import { memo } from "react";
import type { ReactNode } from "react";
import type { Block, Cell, Chart, PlanDocument, Provenance, Run, Table } from "#schemas/document.ts";
import { t } from "#app/ui/texts/t.ts";

type Links = Record<string, string>;
/** What the links are called that lead from a block, and from a row of a table: `row` is what is seen, `to` names what it is about. */
export type Say = { to: (what: string) => string; row: string };
/** Where a block's answer is written, and why it stands here. `say`: the links lead elsewhere; then each row of a table has one. */
type Ways = { links: Links; reasons?: Links; say?: Say | undefined };
type Levels = ReadonlyMap<Block, number>;

/** The page has the heading of level 2; below it no level is left out, whatever levels an author used. */
function headingLevels(document: PlanDocument): Levels {
  const levels = new Map<Block, number>();
  let last = 2;
  const visit = (block: Block): void => {
    if (block.type === "heading") {
      last = Math.min(block.level + 2, last + 1, 6);
      levels.set(block, last);
    } else if (block.type === "list") block.items.flat().forEach(visit);
    else if (block.type === "table") for (const row of block.rows) for (const cell of row.cells) cell.blocks?.forEach(visit);
  };
  for (const section of document.sections) section.blocks.forEach(visit);
  return levels;
}

export const Preview = memo(function Preview({ document, links, reasons = {}, say }: { document: PlanDocument } & Ways) {
  const levels = headingLevels(document);
  return (
    <div className="doc-ground" lang={document.language}>
      {document.sections.map((section) => (
        <article key={section.id} className={`doc-page ${section.orientation}`} aria-label={section.id}>
          {document.banner && <p className="doc-banner">{document.banner}</p>}
          {section.blocks.map((block, at) => (
            <Framed key={at} from={block.from} links={links} reasons={reasons} say={say}>
              <BlockView block={block} links={links} levels={levels} say={say} />
            </Framed>
          ))}
        </article>
      ))}
    </div>
  );
});

function wayBack(from: Provenance | undefined, links: Links): string | undefined {
  for (const source of from?.sources ?? []) {
    const href = links[`${source.address} ${source.rowId ?? ""}`];
    if (href) return href;
  }
  return undefined;
}

function Framed({ from, links, reasons = {}, say, children }: { from: Provenance | undefined; children: ReactNode } & Ways) {
  const href = wayBack(from, links);
  const reason = from?.sources.map(({ address }) => reasons[address]).find((path) => path !== undefined);
  if (!from || !href) return <div className="doc-block">{children}</div>;
  return (
    <div className="doc-block" data-from={from.field}>
      {children}
      <span className="doc-from">
        <Link to={href}>{say ? say.to(from.label || from.field) : t("document.from", { what: from.label || from.field })}</Link>
        {reason && (
          <Link to={reason} aria-label={t("document.whyOf", { what: from.label || from.field })}>
            {t("document.why")}
          </Link>
        )}
      </span>
    </div>
  );
}

function runs(list: Run[]): ReactNode[] {
  return list.map((run, at) => {
    let node: ReactNode = run.text;
    if (run.bold) node = <strong>{node}</strong>;
    if (run.italic) node = <em>{node}</em>;
    if (run.underline) node = <u>{node}</u>;
    if (run.href) node = <a href={run.href} rel="noreferrer noopener">{node}</a>;
    return (
      <span key={at}>
        {run.lineBreak && <br />}
        {node}
      </span>
    );
  });
}

function BlockView({ block, links, levels, say }: { block: Block; links: Links; levels: Levels; say: Say | undefined }): ReactNode {
  switch (block.type) {
    case "heading": {
      const Tag = (["h3", "h4", "h5", "h6"] as const)[(levels.get(block) ?? 6) - 3] ?? "h6";
      return (
        <Tag className={`doc-h${block.level}`} id={`doc-${block.id}`}>
          {block.text}
        </Tag>
      );
    }
    case "paragraph":
      return <p className={`p-${block.style}`}>{runs(block.runs)}</p>;
    case "list": {
      const items = block.items.map((item, at) => (
        <li key={at}>
          {item.map((inner, n) => (
            <BlockView key={n} block={inner} links={links} levels={levels} say={say} />
          ))}
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "table":
      return <TableView table={block} links={links} levels={levels} say={say} />;
    case "chart":
      return <ChartView chart={block} />;
  }
}

/** The way of a row: that of its first cell that has one. */
const wayOfRow = (cells: readonly Cell[], links: Links): string | undefined => cells.map(({ from }) => wayBack(from, links)).find((href) => href !== undefined);

function TableView({ table, links, levels, say }: { table: Table; links: Links; levels: Levels; say: Say | undefined }) {
  const wide = table.columns.length > 2;
  return (
    <div className={wide ? "table-wrap" : undefined} {...(wide ? { tabIndex: 0, role: "group", "aria-label": table.title || table.summary } : {})}>
      <table className="doc-table">
        <caption className={table.title ? undefined : "visually-hidden"}>{table.title || table.summary}</caption>
        {!table.headerHidden && (
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column.id} scope="col" className={column.kind === "text" ? undefined : "num"}>
                  {column.header || <span className="visually-hidden">{column.id}</span>}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {table.rows.map((row) => {
            const href = say && wayOfRow(row.cells, links);
            return (
              <tr key={row.id} className={row.total ? "total" : undefined}>
                {row.cells.map((cell, at) => (
                  <CellView key={at} cell={cell} links={links} levels={levels} say={say} way={at === 0 && say && href ? { href, name: say.row, label: say.to(row.cells.slice(0, 2).map(({ text }) => text).filter(Boolean).join(" ")) } : undefined} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function CellView({ cell, links, levels, say, way }: { cell: Cell; links: Links; levels: Levels; say: Say | undefined; /** That of its row. */ way: { href: string; name: string; label: string } | undefined }) {
  const href = say ? undefined : wayBack(cell.from, links);
  const className = [cell.kind === "text" ? "" : "num", cell.missing ? "cell-missing" : ""].filter(Boolean).join(" ") || undefined;
  const inside = cell.blocks ? cell.blocks.map((block, at) => <BlockView key={at} block={block} links={links} levels={levels} say={say} />) : cell.text;
  const shown = (
    <>
      {href && cell.missing ? <Link to={href}>{cell.text}</Link> : inside}
      {way && (
        <Link to={way.href} className="row-talk" aria-label={way.label}>
          {way.name}
        </Link>
      )}
    </>
  );
  return cell.header ? (
    <th scope="row" colSpan={cell.span} className={className}>
      {shown}
    </th>
  ) : (
    <td colSpan={cell.span} className={className}>
      {shown}
    </td>
  );
}

const shades = ["#1a4480", "#2e6276", "#976b00", "#6a2c70", "#4a5568", "#8c3b00"];

/** Bars with their words; the description says the same to those who do not see them. */
function ChartView({ chart }: { chart: Chart }) {
  const most = Math.max(1, ...chart.slices.map((slice) => Math.abs(slice.cents)));
  const row = 40;
  return (
    <figure className="doc-chart">
      <figcaption>
        <strong>{chart.title}</strong>
      </figcaption>
      <svg className="chart" viewBox={`0 0 600 ${chart.slices.length * row}`} role="img" aria-label={chart.description}>
        {chart.slices.map((slice, at) => (
          <g key={at}>
            <text x="0" y={at * row + 14} fontSize="13" fill="#1b1b1b">
              {slice.within ? "– " : ""}
              {slice.label}: {slice.text}
              {slice.percentText ? ` (${slice.percentText})` : ""}
            </text>
            <rect x={slice.within ? 16 : 0} y={at * row + 20} width={Math.max(1, (Math.abs(slice.cents) / most) * 560)} height="11" fill={shades[at % shades.length] ?? "#1a4480"} />
          </g>
        ))}
      </svg>
    </figure>
  );
}
