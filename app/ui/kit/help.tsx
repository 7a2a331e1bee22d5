// Help one click away.
import type { ReactNode } from "react";

export function Help({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="help">
      <summary>{label}</summary>
      <div>{children}</div>
    </details>
  );
}
