// A school's forms with a bar each.
import { Link } from "@remix-run/react";
import { planPath } from "#app/domain/plan/place-of.ts";
import { ProgramMark } from "#app/ui/kit/program-mark.tsx";
import { Progress } from "#app/ui/plan/state.tsx";
import type { Counts } from "#app/ui/plan/state.tsx";

type Form = { program: string; short: string; title: string; place: number; counts: Counts };
/** A form of duties without boxes has nothing to count. */
const isCounted = ({ counts }: Form): boolean => counts.answered + counts.partly + counts.missing > 0;

export function SchoolBars({ partKey, forms }: { partKey: string; forms: Form[] }) {
  return (
    <div className="stack">
      {forms.filter(isCounted).map((form) => (
        <div key={form.program} className="program-card">
          <div className="inline">
            <ProgramMark short={form.short} place={form.place} />
            <h3>
              <Link to={`${planPath(partKey)}/programs/${form.program}`}>{form.title}</Link>
            </h3>
          </div>
          <Progress counts={form.counts} />
        </div>
      ))}
    </div>
  );
}
