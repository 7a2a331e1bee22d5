// A form that opens in its place on a living page; a way to the page that has it on any other. Closed it weighs nothing.
import { Link } from "@remix-run/react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";

type Props = { to: string; label: string; name: string; className?: string; children: () => ReactNode };

export function OpenedHere({ to, label, name, className = "", children }: Props) {
  const alive = useHydrated();
  const [open, setOpen] = useState(false);
  if (!alive)
    return (
      <Link to={to} aria-label={name} className={className}>
        {label}
      </Link>
    );
  return (
    <details className={`help ${className}`} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={name}>{label}</summary>
      {open && children()}
    </details>
  );
}
