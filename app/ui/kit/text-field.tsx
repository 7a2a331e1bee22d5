// A labelled line of text, with what is wrong about it.
import type { InputHTMLAttributes, Ref } from "react";

export function TextField({ name, label, error, inputRef, ...input }: { name: string; label: string; error?: string | undefined; inputRef?: Ref<HTMLInputElement> } & Omit<InputHTMLAttributes<HTMLInputElement>, "name" | "id" | "className">) {
  return (
    <div className={error ? "usa-form-group usa-form-group--error" : "usa-form-group"}>
      <label className="usa-label" htmlFor={name}>
        {label}
      </label>
      {error && (
        <span className="usa-error-message" id={`${name}-error`}>
          {error}
        </span>
      )}
      <input ref={inputRef} className="usa-input" id={name} name={name} required aria-invalid={error ? true : undefined} aria-describedby={error ? `${name}-error` : undefined} {...input} />
    </div>
  );
}
