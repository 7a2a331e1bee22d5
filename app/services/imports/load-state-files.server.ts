import { countDirectory } from "#db/repos/state-directory.server.ts";
import { countStateFacts, listStateFiles } from "#db/repos/state-facts.server.ts";
import { schoolYear, type LoadedFile } from "#schemas/state-files.ts";
import type { Context } from "#app/context.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { directoryKind } from "./import-state-file.server.ts";

export type StateFilesPage = { kinds: { id: string; title: string; publisher: string; source: string; confidence: string; held: { list: string; year: string; count: number }[]; files: LoadedFile[] }[] };

/** What is held from the state's published files, kind by kind, with the files it comes from: for everybody who is signed in, as it is published. */
export async function loadStateFilesPage(ctx: Context): Promise<StateFilesPage> {
  return inLea(ctx, async (tx) => {
    const [files, counts, directory] = [await listStateFiles(tx), await countStateFacts(tx), await countDirectory(tx)];
    const filesOf = (kind: string) => files.filter((file) => file.kind === kind);
    const held = directory.leas + directory.schools === 0 ? [] : [{ list: "LEAs", year: "", count: directory.leas }, { list: "Schools", year: "", count: directory.schools }];
    const first = { id: directoryKind, title: "School directory", publisher: "California Department of Education", source: "columns of the exports of 2018 and 2026", confidence: "high", held, files: filesOf(directoryKind) };
    const others = ctx.crosswalks.stateFiles.map((kind) => ({
      id: kind.id, title: kind.title, publisher: kind.publisher, source: kind.source, confidence: kind.confidence, files: filesOf(kind.id),
      held: counts.filter((one) => one.kind === kind.id).map(({ layout, year, count }) => ({ list: kind.layouts.find(({ id }) => id === layout)?.title ?? layout, year: schoolYear(year), count })),
    }));
    return { kinds: [first, ...others] };
  });
}
