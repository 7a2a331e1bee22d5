// An answer's state by shape, colour and words together: never by colour alone.
import { t } from "#app/ui/texts/t.ts";

export type FieldState = "answered" | "partly" | "missing" | "not-applicable";

export function StateShape({ state }: { state: FieldState }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {state === "answered" && (
        <>
          <circle cx="8" cy="8" r="7.5" fill="currentColor" />
          <path d="M4.5 8.3l2.4 2.4 4.6-5" fill="none" stroke="#fff" strokeWidth="1.8" />
        </>
      )}
      {state === "partly" && (
        <>
          <circle cx="8" cy="8" r="6.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M8 1.25a6.75 6.75 0 0 0 0 13.5z" fill="currentColor" />
        </>
      )}
      {state === "missing" && <circle cx="8" cy="8" r="6.75" fill="none" stroke="currentColor" strokeWidth="1.5" />}
      {state === "not-applicable" && <path d="M3 8h10" stroke="currentColor" strokeWidth="2" />}
    </svg>
  );
}

export function State({ state, words }: { state: FieldState; words?: string }) {
  return (
    <span className={`state ${state}`}>
      <StateShape state={state} />
      {words ?? t(`state.${state}`)}
    </span>
  );
}

export type Counts = { answered: number; partly: number; missing: number; notApplicable: number };
const order = [["answered", "answered"], ["partly", "partly"], ["missing", "missing"], ["notApplicable", "not-applicable"]] as const;
const fills: Record<FieldState, string> = { answered: "#216e1f", partly: "#c2850c", missing: "#e3e5e8", "not-applicable": "#f4f5f6" };

/** A bar of counts with the same counts in words under it. */
export function Progress({ counts }: { counts: Counts }) {
  const all = order.reduce((sum, [key]) => sum + counts[key], 0) || 1;
  return (
    <>
      <svg className="bar" viewBox="0 0 1000 14" preserveAspectRatio="none" role="img" aria-label={t("home.bar", counts)}>
        {order.map(([key, state], at) => {
          const before = order.slice(0, at).reduce((sum, [earlier]) => sum + counts[earlier], 0);
          return <rect key={key} x={(before / all) * 1000} y="0" width={(counts[key] / all) * 1000} height="14" fill={fills[state]} />;
        })}
      </svg>
      <ul className="counts">
        {order.map(([key, state]) => (
          <li key={key}>
            <span className={`state ${state}`}>
              <StateShape state={state} />
              <span>
                <strong>{counts[key]}</strong> {t(`state.${state}`).toLowerCase()}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
