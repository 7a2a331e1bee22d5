// A file input that a file can also be dropped on; without JavaScript it is the browser's own.
import { useRef, useState } from "react";

export function DropField({ label, hint, accept, name = "file" }: { label: string; hint: string; accept: string; name?: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <div
      className={`drop-field${over ? " over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (input.current && event.dataTransfer.files.length > 0) input.current.files = event.dataTransfer.files;
      }}
    >
      <label className="usa-label" htmlFor={name}>
        {label}
      </label>
      <span className="usa-hint" id={`${name}-hint`}>
        {hint}
      </span>
      <input ref={input} className="usa-file-input" id={name} name={name} type="file" accept={accept} required aria-describedby={`${name}-hint`} />
    </div>
  );
}
