// A labelled list of which one is chosen.
import type { ChangeEventHandler } from "react";

/** `options`: what is sent, and the words for it. `value`: what stands chosen at first, and again when the page comes with another; the first of the list where none is given. */
export function ChoiceField({ id, name, label, value, options, onChange }: { id?: string; name: string; label: string; value?: string; options: readonly (readonly [value: string, words: string])[]; onChange?: ChangeEventHandler<HTMLSelectElement> }) {
  return (
    <div>
      <label className="usa-label" htmlFor={id ?? name}>
        {label}
      </label>
      <select key={value} className="usa-select" id={id ?? name} name={name} defaultValue={value} onChange={onChange}>
        {options.map(([sent, words]) => (
          <option key={sent} value={sent}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
