// Where a plan stands: the state, whose turn it is, and the clocks that run.
import { longDay } from "#app/domain/documents/long-day.ts";
import { t } from "#app/ui/texts/t.ts";

type Due = { id: string; title: string; owner: string; dueOn: string; citation: string; confidence: "high" | "medium" | "low" };

export function Standing({ ball, clocks, today }: { ball: { holder: "author" | "council" | "board" | "reviewer" | "nobody"; title: string }; clocks: readonly Due[]; today: string }) {
  return (
    <div className="standing">
      <p>
        <span className={`ball ${ball.holder}`}>{ball.title}</span> {t(`send.ball.${ball.holder}`)}
      </p>
      {clocks.length > 0 && (
        <ul>
          {clocks.map((clock) => (
            <li key={clock.id} className={clock.dueOn < today ? "past" : ""}>
              {t("send.due", { title: clock.title, day: longDay(clock.dueOn) })} {clock.dueOn < today && <strong>{t("send.past")}</strong>}
              <span className="cite"> {[clock.citation, clock.confidence === "high" ? "" : t(`send.confidence.${clock.confidence}`)].filter(Boolean).join("; ")}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
