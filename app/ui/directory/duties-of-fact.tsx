// One status, who holds it, and what it makes a duty: forms, required goals and actions, places of a form.
import { Link } from "@remix-run/react";
import type { ShownDuty } from "#app/domain/identification/shown.ts";
import { State } from "#app/ui/plan/state.tsx";
import { sayOfStateFiles } from "#app/ui/texts/state-files.ts";

export function DutiesOfFact({ label, lowest, facts, forms, fields, rules }: ShownDuty) {
  return (
    <section className="duty">
      <h3>{lowest ? sayOfStateFiles("duties.lowest") : label}</h3>
      <ul className="duty-facts">
        {facts.map((fact) => (
          <li key={fact.who}>
            <strong>{fact.who}</strong>
            {[lowest ? sayOfStateFiles("duties.lowestWhy", { count: Number(fact.why) }) : fact.why, fact.since === "" ? "" : sayOfStateFiles("duties.since", { year: fact.since })].filter(Boolean).map((words) => `, ${words}`)} <span className="quiet">({fact.source})</span>
          </li>
        ))}
      </ul>
      {forms.length + fields.length + rules.length === 0 && <p>{sayOfStateFiles("duties.nothingMore")}</p>}
      {forms.length > 0 && (
        <>
          <h4>{sayOfStateFiles("duties.forms")}</h4>
          <ul>
            {forms.map((form) => (
              <li key={`${form.who} ${form.title}`}>
                {form.who}: {form.title}
              </li>
            ))}
          </ul>
        </>
      )}
      {rules.length > 0 && (
        <>
          <h4>{sayOfStateFiles("duties.rules")}</h4>
          <ul className="duty-list">
            {rules.map((rule) => (
              <li key={rule.id}>
                <State state={rule.open.length === 0 ? "answered" : "missing"} words={rule.open.length === 0 ? sayOfStateFiles("duties.done") : sayOfStateFiles("duties.open")} />
                <div>
                  {rule.title} <span className="quiet">{rule.citation}</span>
                  {rule.open.length > 0 && (
                    <ul>
                      {rule.open.slice(0, 5).map((message) => (
                        <li key={message}>{message}</li>
                      ))}
                      {rule.open.length > 5 && <li>{sayOfStateFiles("duties.more", { count: rule.open.length - 5 })}</li>}
                    </ul>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {fields.length > 0 && (
        <>
          <h4>{sayOfStateFiles("duties.sections")}</h4>
          <ul className="duty-list">
            {fields.map((field) => (
              <li key={`${field.program} ${field.label}`}>
                <State state={field.state === "answered" ? "answered" : field.state === "partly" ? "partly" : "missing"} words={sayOfStateFiles(field.state === "answered" ? "duties.done" : "duties.open")} />
                <div>
                  {field.href === "" ? field.label : <Link to={field.href}>{field.label}</Link>}{" "}
                  <span className="quiet">
                    {field.short}: {field.part}
                    {field.cite === "" ? "" : `, ${field.cite}`}
                  </span>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
