import { foldersOfRows, listNamedFiles } from "#db/repos/kept-files.server.ts";
import { withLea } from "#db/client.server.ts";
import { idSchema } from "#schemas/scalars.ts";
import type { AppContext } from "#app/context.server.ts";

/** Younger files may belong to something that is being written now. */
const youngest = 24 * 3600_000;

/**
 * Takes away files that no row names and that are older than a day: a request was cut off between keeping its file and writing its row, or between a row's end and its file's. Never one that a row names, nor anything
 * outside the folders that rows own. How many were looked at and taken away.
 */
export async function sweepFiles(app: AppContext): Promise<{ looked: number; removed: number }> {
  const swept = { looked: 0, removed: 0 };
  const latest = app.now().getTime() - youngest;
  for (const folder of foldersOfRows) {
    const files = await app.storage.list(folder);
    swept.looked += files.length;
    const old = files.filter(({ changedAt }) => changedAt.getTime() < latest).map(({ key }) => ({ key, leaId: key.split("/")[1] ?? "" }));
    for (const leaId of new Set(old.map((file) => file.leaId))) {
      if (!idSchema.safeParse(leaId).success) continue;
      const named = await withLea(app.db, { leaId, actor: "system:files" }, (tx) => listNamedFiles(tx, { leaId }));
      for (const { key } of old.filter((file) => file.leaId === leaId)) {
        if (named.has(key) || named.has(key.replace(/\.[^/]*$/, ""))) continue;
        await app.storage.remove(key);
        swept.removed += 1;
      }
    }
  }
  app.log.info(swept, "files swept");
  return swept;
}
