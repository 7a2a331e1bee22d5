// Which place of the plan does each block of a document come from? For the way from a document's words to what is said of them.
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import type { PlanDocument } from "#schemas/document.ts";

/** By address and row of a source, as blocks name them ("goal.description g-1"): "goals/g-1". */
export function placesInDocument(document: PlanDocument, { form, plan }: FormReading): Record<string, string> {
  const rows = new Map(form.outline.rows);
  const places: Record<string, string> = {};
  const remember = (address: string, rowId: string | null) => {
    const statement = form.outline.statements.get(address);
    const shape = rows.get(address.split(".")[0] ?? "");
    const about = statement && rowId !== null ? plan.answers.find((answer) => answer.id === rowId)?.about : undefined;
    const question = statement ?? (shape && (rowId === null || shape.statement.shape !== "rows") ? shape.statement : undefined);
    const at = question ? `answers/${question.key}${about ? `/${about}` : ""}` : shape ? `${shape.collection ?? shape.statement.key}/${rowId ?? ""}` : "";
    if (at !== "") places[`${address} ${rowId ?? ""}`] = at;
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value && typeof value === "object") {
      if ("sources" in value && Array.isArray(value.sources)) for (const { address, rowId } of value.sources as { address: string; rowId: string | null }[]) remember(address, rowId);
      for (const inner of Object.values(value)) if (inner && typeof inner === "object") walk(inner);
    }
  };
  walk(document.sections);
  return places;
}
