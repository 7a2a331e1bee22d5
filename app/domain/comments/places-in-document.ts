// Which place of the plan does each block and table row of a document come from? For the way from a document's words to what is said of them.
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import type { Block, PlanDocument, Provenance, Source } from "#schemas/document.ts";

/** By address and row of a source, as blocks name them ("goal.description g-1"): "goals/g-1". For each block and each row of a table its first source whose place `isThere`. */
export function placesInDocument(document: PlanDocument, { form, plan }: FormReading, isThere: (place: string) => boolean): Record<string, string> {
  const rows = new Map(form.outline.rows);
  const abouts = new Map(plan.answers.map(({ id, about }) => [id, about]));
  const places: Record<string, string> = {};
  const placeOf = ({ address, rowId }: Source): string => {
    const statement = form.outline.statements.get(address);
    const shape = rows.get(address.split(".")[0] ?? "");
    const about = statement && rowId !== null ? abouts.get(rowId) : undefined;
    const question = statement ?? (shape && (rowId === null || shape.statement.shape !== "rows") ? shape.statement : undefined);
    return question ? `answers/${question.key}${about ? `/${about}` : ""}` : shape ? `${shape.collection ?? shape.statement.key}/${rowId ?? ""}` : "";
  };
  const remember = (from: Provenance | undefined): boolean =>
    (from?.sources ?? []).some((source) => {
      const place = placeOf(source);
      if (place === "" || !isThere(place)) return false;
      places[`${source.address} ${source.rowId ?? ""}`] = place;
      return true;
    });
  const visit = (block: Block): void => {
    remember(block.from);
    if (block.type !== "table") return;
    for (const { cells } of block.rows) {
      cells.some(({ from }) => remember(from));
      for (const { blocks } of cells) blocks?.forEach(visit);
    }
  };
  for (const { blocks } of document.sections) blocks.forEach(visit);
  return places;
}
