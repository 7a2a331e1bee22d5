// Answers of an adopted plan: words to read, no inputs.
import type { RichText } from "#schemas/rich-text.ts";
import { formatMoney, readMoney } from "#app/domain/calculations/format.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { Prose } from "#app/ui/document/prose.tsx";
import type { Typed } from "#app/ui/forms/field-input.tsx";
import { t } from "#app/ui/texts/t.ts";

export function ReadOnlyFields({ fields, typed, labelHidden = false }: { fields: RowField[]; typed: Typed; labelHidden?: boolean }) {
  return (
    <dl className="read-only">
      {fields.map((field) => (
        <div key={field.name}>
          <dt className={labelHidden ? "visually-hidden" : undefined}>{field.label}</dt>
          <dd className={field.control === "money" || field.control === "decimal" ? "num" : undefined}>
            <Said field={field} typed={typed} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Said({ field, typed }: { field: RowField; typed: Typed }) {
  const values = [...(typed[field.name] ?? []), ...(typed[`${field.name}.own`] ?? [])].filter((value) => value !== "");
  if (values.length === 0) return <span className="quiet">{t("plan.noAnswer")}</span>;
  const json = field.control === "richtext" ? typed[`${field.name}.json`]?.[0] : undefined;
  if (json) return <Prose value={JSON.parse(json) as RichText} />;
  if (field.control === "money") {
    const money = readMoney(values[0] ?? "");
    return <>{"cents" in money && money.cents !== null ? formatMoney(money.cents) : values[0]}</>;
  }
  if (field.control === "yes-no") return <>{values[0] === "yes" ? t("row.yes") : t("row.no")}</>;
  return <>{values.map((value) => field.options.find((option) => option.value === value)?.label ?? value).join(", ")}</>;
}
