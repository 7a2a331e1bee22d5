// Files that were made before, to be taken again.
import { planPath } from "#app/domain/plan/place-of.ts";

export function EarlierExports({ planId, title, files }: { planId: string; title: string; files: readonly { id: string; name: string }[] }) {
  if (files.length === 0) return null;
  return (
    <details className="help export-line">
      <summary>{title}</summary>
      <div>
        <ul>
          {files.map(({ id, name }) => (
            <li key={id}>
              <a href={`${planPath(planId)}/exports/${id}/download`} download>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
