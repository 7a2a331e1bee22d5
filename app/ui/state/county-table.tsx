// Where plans wait, by county: how many in each standing.
import { Link } from "@remix-run/react";
import { desk } from "#app/ui/texts/state-desk.ts";

type Counts = { county: string; owing: number; unsure: number; author: number; reviewer: number; done: number; elsewhere: number; notFiled: number; unknown: number };
const columns = ["owing", "unsure", "author", "reviewer", "done", "elsewhere", "notFiled", "unknown"] as const;
const heads = { owing: "owing", unsure: "unsure", author: "author", reviewer: "reviewer", done: "done", elsewhere: "standing.elsewhere", notFiled: "standing.not-filed", unknown: "standing.unknown" } as const;

export function CountyTable({ lines, total, to }: { lines: readonly Counts[]; total: Counts; to: (county: string) => string }) {
  const cells = (line: Counts) =>
    columns.map((name) => (
      <td key={name} className="number" data-head={desk(heads[name])}>
        {line[name]}
      </td>
    ));
  return (
    <div className="table-wrap desk-counties" tabIndex={0} role="group" aria-label={desk("byCounty")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{desk("county")}</th>
            {columns.map((name) => (
              <th key={name} scope="col" className="number">
                {desk(heads[name])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="total">
            <th scope="row">
              <Link to={to("")}>{desk("whole")}</Link>
            </th>
            {cells(total)}
          </tr>
          {lines.map((line) => (
            <tr key={line.county}>
              <th scope="row">{line.county === "" ? "—" : <Link to={to(line.county)}>{line.county}</Link>}</th>
              {cells(line)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
