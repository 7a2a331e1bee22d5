// What an approver has to know before signing, in short: what the office decided, what the machine found, the budget, the second reading.
import type { Finding } from "#schemas/finding.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { office } from "#app/ui/texts/county-review.ts";
import { summaryWords as say } from "#app/ui/texts/decision-summary.ts";

type Summary = { lines: number; met: number; notMet: number; notApplicable: number; older: number; budget: readonly ("lcff" | "other_state" | "local" | "federal")[] | null; secondReader: string; second: { day: string; number: number } | null };

/** `findings` null: nothing of the plan was read. `number`: the copy on the desk. */
export function DecisionSummary({ summary, findings, number }: { summary: Summary; findings: readonly Pick<Finding, "severity">[] | null; number: number }) {
  const { lines, met, notMet, notApplicable, older, budget, secondReader, second } = summary;
  const of = (severity: Finding["severity"]) => findings?.filter((one) => one.severity === severity).length ?? 0;
  const secondWords = secondReader === "" ? say("nobody") : second === null ? say("notRead", { name: secondReader }) : say(second.number < number ? "readOlder" : "read", { name: secondReader, day: longDay(second.day), number: second.number });
  const rows: [string, string][] = [
    [say("machine"), findings === null ? say("machineNot") : say("machineFound", { errors: of("error"), warnings: of("warning") })],
    [say("budget"), budget === null ? say("budgetOpen") : budget.length === 0 ? say("budgetEnough") : say("budgetShort", { funds: budget.map((fund) => office(`fund.${fund}`)).join(", ") })],
    [say("second"), secondWords],
  ];
  return (
    <section aria-labelledby="summary">
      <h2 id="summary">{say("title")}</h2>
      <dl className="receipt">
        <div className="receipt-line">
          <dt>{office("checklist")}</dt>
          <dd>
            {say("decided", { decided: met + notMet + notApplicable, lines, met, notMet, notApplicable })}
            {older > 0 && <strong> {say("older", { count: older })}</strong>}
          </dd>
        </div>
        {rows.map(([name, words]) => (
          <div key={name} className="receipt-line">
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
