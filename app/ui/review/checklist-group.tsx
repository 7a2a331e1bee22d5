// One group of a checklist: its lines with what the machine found, and the person's verdict, words and tick for the letter. One form, so that it works without JavaScript.
import { Form, Link } from "@remix-run/react";
import type { ChecklistGroup, ChecklistLine } from "#app/domain/review/checklist.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { ReadPlace } from "./as-read.tsx";
import { office } from "#app/ui/texts/county-review.ts";
import { talkWords } from "#app/ui/texts/office-talk.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";

const words = ["open", "met", "not-met", "not-applicable"] as const;
type VerdictWord = (typeof words)[number];
type Shown = { verdict: VerdictWord; words: string; inLetter: boolean; by: string; day: string; number: number; version: number };
type Typed = { line: string; verdict: VerdictWord; words: string; inLetter: boolean };
type FigureLine = { name: string; planned: string; alone: string; typed: string; difference: string; short: boolean; version: number };
export type RefusedGroup = { typed: readonly Typed[]; typedFigures: readonly { name: string; typed: string }[] } & ({ outcome: "conflict"; theirs: readonly { line: string; words: string; verdict: VerdictWord; by: string }[] } | { outcome: "refused"; problems: readonly { name: string; problem: string }[] });

type Props = { group: ChecklistGroup; verdicts: Readonly<Record<string, Shown>>; figures: readonly FigureLine[]; number: number; refused: RefusedGroup | null; /** False for a plan that came as a file: of its parts the machine says nothing. */ read: boolean; /** The address of the page this stands on. */ here: string; /** By the place of a finding: the page of what the office says of it. */ talk: Readonly<Record<string, string>> };

export function ChecklistGroupForm({ group, read, here, talk, verdicts, figures, number, refused }: Props) {
  return (
    <section className="check-group" id={`group-${group.id}`} aria-labelledby={`group-title-${group.id}`}>
      <h2 id={`group-title-${group.id}`}>{group.title}</h2>
      <p className="cite">
        <strong>{office(group.derived ? "derived" : "own")}</strong> {[group.apart ? office("apart") : "", group.citation, group.confidence === "" ? "" : office("confidence", { confidence: group.confidence })].filter((one) => one !== "").join("; ")}
      </p>
      {refused && (
        <p className="notice" role="alert">
          {office(refused.outcome === "conflict" ? "conflict" : "refused")}
        </p>
      )}
      <Form method="post" preventScrollReset>
        <FormKey />
        <input type="hidden" name="act" value="lines" />
        <input type="hidden" name="group" value={group.id} />
        {group.figures && <Figures figures={figures} refused={refused} />}
        <ul className="check-lines">
          {group.lines.map((line, at) => (
            <li key={line.id}>
              <Line line={line} place={`${group.id}-${at}`} shown={verdicts[line.id]} number={number} refused={refused} named={line.kind !== "criterion"} read={read} here={here} talk={talk} />
            </li>
          ))}
        </ul>
        <button type="submit" className="usa-button usa-button--outline">
          {office("keep")}
        </button>
      </Form>
      <Rules summary={office("quiet", { count: group.quiet.length })} titles={group.quiet} />
      <Rules summary={outsideWords("unread", { count: group.unread.length })} titles={group.unread} />
    </section>
  );
}

/** Rules by name, folded; nothing where there is none. */
function Rules({ summary, titles }: { summary: string; titles: readonly string[] }) {
  if (titles.length === 0) return null;
  return (
    <details>
      <summary>{summary}</summary>
      <ul className="quiet small">
        {titles.map((title) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
    </details>
  );
}

function Line({ line, place, shown, number, refused, named, read, here, talk }: { line: ChecklistLine; place: string; shown: Shown | undefined; number: number; refused: RefusedGroup | null; named: boolean; read: boolean; here: string; talk: Readonly<Record<string, string>> }) {
  const now = refused?.typed.find((one) => one.line === line.id) ?? shown ?? { verdict: "open" as const, words: "", inLetter: false };
  const theirs = refused?.outcome === "conflict" ? refused.theirs.find((one) => one.line === line.id) : undefined;
  return (
    <fieldset className="check-line">
      <legend className={named ? "" : "visually-hidden"}>
        {line.text} {named && line.citation !== "" && <span className="cite">{line.citation}</span>}
      </legend>
      {line.heading !== null && (
        <p className="small">
          <a href={`#doc-${line.heading}`} aria-label={`${office("inDocument")}: ${line.text}`}>
            {office("inDocument")}
          </a>
        </p>
      )}
      {line.evidence.length > 0 ? (
        <ul className="findings" aria-label={office("machine")}>
          {line.evidence.map((one, at) => (
            <li key={at} className={one.severity}>
              {one.message} {one.citation !== "" && <span className="cite">{one.citation}</span>}
              {one.at !== undefined && talk[one.at] !== undefined && (
                <Link to={talk[one.at] ?? ""} className="row-talk" aria-label={`${talkWords("talkHere")}: ${one.message}`}>
                  {talkWords("talkHere")}
                </Link>
              )}
              {one.read && <ReadPlace here={here} page={one.read.page} from={one.read.from} doubts={one.read.doubts} />}
            </li>
          ))}
        </ul>
      ) : (
        line.kind === "part" && read && <p className="quiet small">{office("machineNone")}</p>
      )}
      {theirs && <p className="field-error">{office("theirs", { by: theirs.by, verdict: office(`verdict.${theirs.verdict}`), words: theirs.words })}</p>}
      <input type="hidden" name={`seen:${line.id}`} value={shown?.version ?? 0} />
      <div className="check-fields">
        <div>
          <label className="usa-label" htmlFor={`${place}-verdict`}>
            {office("verdict")}
            <span className="visually-hidden">: {line.text}</span>
          </label>
          <select className="usa-select" id={`${place}-verdict`} name={`verdict:${line.id}`} defaultValue={now.verdict}>
            {words.map((one) => (
              <option key={one} value={one}>
                {office(`verdict.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="check-words">
          <label className="usa-label" htmlFor={`${place}-words`}>
            {office("words")}
            <span className="visually-hidden">: {line.text}</span>
          </label>
          <textarea className="usa-textarea" id={`${place}-words`} name={`words:${line.id}`} rows={2} maxLength={5000} defaultValue={now.words} />
        </div>
        <div className="usa-checkbox">
          <input className="usa-checkbox__input" type="checkbox" id={`${place}-letter`} name={`letter:${line.id}`} value="yes" defaultChecked={now.inLetter} />
          <label className="usa-checkbox__label" htmlFor={`${place}-letter`}>
            {office("inLetter")}
            <span className="visually-hidden">: {line.text}</span>
          </label>
        </div>
      </div>
      {shown && (
        <p className="quiet small">
          {office("by", { name: shown.by, day: longDay(shown.day) })} {shown.number !== number && <strong>{office("olderCopy", { number: shown.number })}</strong>}
        </p>
      )}
    </fieldset>
  );
}

const funds = { lcff: "fund.lcff", other_state: "fund.other_state", local: "fund.local", federal: "fund.federal" } as const;

function Figures({ figures, refused }: { figures: readonly FigureLine[]; refused: RefusedGroup | null }) {
  return (
    <>
      <h3>{office("figures")}</h3>
      <p className="quiet small">{office("figuresLead")}</p>
      <div className="table-wrap" tabIndex={0} role="group" aria-label={office("figures")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{office("fund")}</th>
              <th scope="col" className="number">
                {office("planned")}
              </th>
              <th scope="col">{office("budget")}</th>
              <th scope="col" className="number">
                {office("difference")}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => {
              const problem = refused?.outcome === "refused" ? refused.problems.find(({ name }) => name === figure.name)?.problem : undefined;
              const label = office(funds[figure.name as keyof typeof funds]);
              return (
                <tr key={figure.name}>
                  <th scope="row">{label}</th>
                  <td className="number">{figure.planned === "" ? <span className="quiet">{outsideWords("notReadMoney")}</span> : figure.planned}{figure.alone !== "" && <span className="quiet small figure-alone">{outsideWords("alone", { amount: figure.alone })}</span>}</td>
                  <td>
                    <input type="hidden" name={`figure-seen:${figure.name}`} value={figure.version} />
                    <input className="usa-input money" aria-label={`${office("budget")}: ${label}`} inputMode="decimal" name={`figure:${figure.name}`} maxLength={40} defaultValue={refused?.typedFigures.find(({ name }) => name === figure.name)?.typed ?? figure.typed} aria-describedby={problem === undefined ? undefined : `figure-problem-${figure.name}`} />
                    {problem !== undefined && (
                      <p className="field-error" id={`figure-problem-${figure.name}`}>
                        {problem}
                      </p>
                    )}
                  </td>
                  <td className="number">
                    {figure.difference} {figure.short && <strong className="past">{office("short")}</strong>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
