// Says of an answer that it was carried from another year, how old its words are, and who has decided about it.
import { createContext, useContext } from "react";
import { Link } from "@remix-run/react";
import { t } from "#app/ui/texts/t.ts";

export type Mark = { fromYear: string; written: string; age: string; state: "open" | "confirmed" | "edited" | "retired"; decided: { by: string; when: string } | null };

export const markWords = ({ fromYear: year, written: day, age }: Pick<Mark, "fromYear" | "written" | "age">): string => (day === "" ? t("carried.markUnknown", { year }) : age === "" ? t("carried.mark", { year, day }) : t("carried.markAge", { year, day, age }));

export const stateWords = ({ state, decided }: Pick<Mark, "state" | "decided">): string => (state === "confirmed" || state === "edited" ? t(`carried.state.${state}`, { by: decided?.by ?? "", when: decided?.when ?? "" }) : t("carried.state.open"));

/** The marks of the part a page is about, by "collection/row id", and where they are decided. */
export const MarksContext = createContext<{ marks: Record<string, Mark>; page: string } | null>(null);

/** Nothing where the row was not carried. */
export function CarriedMark({ row }: { row: string }) {
  const all = useContext(MarksContext);
  const mark = all?.marks[row];
  if (!all || !mark) return null;
  return (
    <p className={`carried-mark${mark.state === "open" ? "" : " settled"}`}>
      {markWords(mark)}. {mark.state === "open" ? <Link to={all.page}>{stateWords(mark)}</Link> : stateWords(mark)}
    </p>
  );
}
