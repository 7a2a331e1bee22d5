import { countDirectory, searchDirectory } from "#db/repos/state-directory.server.ts";
import type { FoundOrganization } from "#schemas/state-directory.ts";
import type { Context } from "#app/context.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";

const most = 50;

/** The state's directory, for everybody who is signed in: it is published. Fewer than three letters find nothing. */
export async function loadDirectoryPage(ctx: Context, words: string): Promise<{ words: string; held: { leas: number; schools: number }; found: FoundOrganization[]; more: boolean }> {
  const wanted = words.normalize("NFC").trim().slice(0, 100);
  return inLea(ctx, async (tx) => {
    const found = wanted.length < 3 ? [] : await searchDirectory(tx, { words: wanted, most });
    return { words: wanted, held: await countDirectory(tx), found: found.slice(0, most), more: found.length > most };
  });
}
