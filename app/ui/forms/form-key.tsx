// The hidden key of a form: every changing form carries one, so that it is known as ours, and changes something once however often it arrives.
import { useRouteLoaderData } from "@remix-run/react";
import { useId } from "react";
import { formKeyName } from "#schemas/form-key.ts";

/** Stands inside `<Form method="post">`. New with every answer of the server, as the frame's seed is; works without JavaScript. */
export function FormKey() {
  const seed = useRouteLoaderData<{ formSeed?: string }>("root")?.formSeed;
  const place = useId().replace(/:/g, "");
  return seed === undefined ? null : <input type="hidden" name={formKeyName} value={`${seed}.${place}`} />;
}
