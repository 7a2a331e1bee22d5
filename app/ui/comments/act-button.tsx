// One act in a thread as a button of its own small form.
import { useFetcher } from "@remix-run/react";
import type { ReactNode } from "react";
import type { TalkAnswer } from "#app/domain/comments/view.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";
import { t } from "#app/ui/texts/t.ts";

type Props = { action: string; hidden: Record<string, string>; label?: string | undefined; plain?: boolean; children: ReactNode; fields?: ReactNode };

export function ActButton({ action, hidden, label, plain = true, children, fields }: Props) {
  const fetcher = useFetcher<TalkAnswer>();
  const alive = useHydrated();
  return (
    <fetcher.Form method="post" action={action} className={fields ? "act-form" : "act-button"}>
      <FormKey />
      {Object.entries({ ...hidden, stay: alive ? "yes" : "no" }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields}
      <button type="submit" className={plain ? "usa-button usa-button--unstyled" : "usa-button usa-button--outline"} aria-label={label} disabled={fetcher.state !== "idle"}>
        {children}
      </button>
      {fetcher.data?.outcome === "refused" && (
        <p className="field-error" role="alert">
          {t(`comments.refused.${fetcher.data.why}`)}
        </p>
      )}
    </fetcher.Form>
  );
}
