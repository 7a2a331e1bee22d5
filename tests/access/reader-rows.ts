// Rows of the access table for documents on their way into a school's part.
import type { SchoolRow } from "./school-rows.ts";

const imported = ({ key, importId }: { key: string; importId: string }) => ({ planId: key, importId });
const otherImport: SchoolRow["mixed"] = (_own, other) => ({ params: { importId: other.importId } });

/** `writers`: those who write a school's part are those who read documents into it. */
export const readerRows = (writers: SchoolRow["allowed"]): (SchoolRow & { file: string })[] => {
  const row: Pick<SchoolRow, "kind" | "method" | "through" | "allowed"> = { kind: "school", method: "loader", through: [200], allowed: writers };
  return [
    { ...row, file: "routes/plans.$planId.imports._index.tsx", params: ({ key }) => ({ planId: key }) },
    { ...row, file: "routes/plans.$planId.imports._index.tsx", method: "action", through: [400], params: ({ key }) => ({ planId: key }), form: () => ({ own: "yes" }) },
    { ...row, file: "routes/plans.$planId.imports.$importId.tsx", params: imported, mixed: otherImport },
    { ...row, file: "routes/plans.$planId.imports.$importId.tsx", method: "action", through: [409], params: imported, form: () => ({ act: "stop" }), mixed: otherImport },
    { ...row, file: "routes/plans.$planId.imports.$importId_.progress.tsx", json: true, params: imported, mixed: otherImport },
  ];
};
