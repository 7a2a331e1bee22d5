// Who may say that a question was looked at and cannot be completed.
import type { AccessRow, Allowed, Ids } from "./access-table.ts";

export const editorRows = (writers: Allowed[]): AccessRow[] => {
  const chapter = { file: "routes/plans.$planId.chapters.$chapterId/route.tsx", kind: "plan", method: "action", allowed: writers, params: ({ planId }: Ids) => ({ planId, chapterId: "who" }) } as const;
  const mark = (reason: string) => () => ({ kind: "mark", act: "mark", statement: "who.district", about: "", reason });
  return [{ ...chapter, through: [422], form: mark(" "), mixed: (_own, foreign) => ({ form: { ...mark("Planted.")(), statement: "went.done", about: foreign.goalId } }) }];
};
