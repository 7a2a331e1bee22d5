// Where one LEA's plan stands, in a few words, with the way to it.
import { Link } from "@remix-run/react";
import { longDay } from "#app/domain/documents/long-day.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { desk } from "#app/ui/texts/state-desk.ts";

type Line = { name: string; filing: { id: string; ball: { title: string } | null } | null; note: { words: string; onDay: string | null } | null; entered: { office: string; title: string; receivedOn: string } | null };

export function LeaStands({ line: { name, filing, note, entered } }: { line: Line }) {
  if (filing) {
    const words = filing.ball?.title ?? desk("revised");
    return (
      <Link to={`/reviews/${filing.id}`} aria-label={`${words}: ${name}`}>
        {words}
      </Link>
    );
  }
  const noted = note ? [note.onDay === null ? "" : longDay(note.onDay), note.words].filter((words) => words !== "").join(": ") : "";
  const byOffice = entered ? outsideWords("elsewhere", { ...entered, day: longDay(entered.receivedOn) }) : "";
  return <>{[byOffice, noted].filter((words) => words !== "").join(". ")}</>;
}
