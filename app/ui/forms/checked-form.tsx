// A form that the browser checks, before it is sent, by the very schema the server checks it by. Without JavaScript the server alone says what is wrong.
import { zodResolver } from "@hookform/resolvers/zod";
import { Form, useSubmit } from "@remix-run/react";
import type { ComponentProps, ReactNode } from "react";
import { FormProvider, useForm, useFormContext } from "react-hook-form";
import type { z } from "zod";
import { TextField } from "#app/ui/kit/text-field.tsx";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";
import { FormKey } from "./form-key.tsx";

/** @param schema of the fields that are typed, by name; each stands inside as a CheckedField. A field is checked when it is left, and all of them before sending: the first that is wrong gets the focus. */
export function CheckedForm({ schema, children }: { readonly schema: z.ZodObject; readonly children: ReactNode }) {
  const checked = useForm({ resolver: zodResolver(schema), mode: "onTouched" });
  const submit = useSubmit();
  return (
    <FormProvider {...checked}>
      <Form
        method="post"
        noValidate={useHydrated()}
        onSubmit={(event) => {
          const form = event.currentTarget;
          event.preventDefault();
          void checked.handleSubmit(() => submit(form))(event);
        }}
      >
        <FormKey />
        {children}
      </Form>
    </FormProvider>
  );
}

/** A line of text in a CheckedForm; `error`: what the server said about it. */
export function CheckedField({ name, error, ...field }: Omit<ComponentProps<typeof TextField>, "inputRef">) {
  const { register, formState } = useFormContext();
  const { ref, ...registered } = register(name);
  const found = formState.errors[name]?.message;
  return <TextField {...field} {...registered} inputRef={ref} error={typeof found === "string" ? found : error} />;
}
