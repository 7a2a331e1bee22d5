// Where one LEA's plan stands, in a few words, with the way to it.
import { Link } from "@remix-run/react";
import { longDay } from "#app/domain/documents/long-day.ts";
import { desk } from "#app/ui/texts/state-desk.ts";

type Line = { name: string; filing: { id: string; ball: { title: string } | null } | null; note: { words: string; onDay: string | null } | null };

export function LeaStands({ line: { name, filing, note } }: { line: Line }) {
  if (filing) {
    const words = filing.ball?.title ?? desk("revised");
    return (
      <Link to={`/reviews/${filing.id}`} aria-label={`${words}: ${name}`}>
        {words}
      </Link>
    );
  }
  if (!note) return null;
  return <>{[note.onDay === null ? "" : longDay(note.onDay), note.words].filter((words) => words !== "").join(": ")}</>;
}
