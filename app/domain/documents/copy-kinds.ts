// Which kinds of copy may a person make before the plan is filed?
export const draftKinds = ["internal-draft", "hearing-draft"] as const;
export type DraftKind = (typeof draftKinds)[number];
export const exportFormats = ["docx", "pdf", "xlsx", "html", "json"] as const;
/** Packets of many documents are pages to hand out. */
export const packetFormats = ["pdf", "docx"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Comments never leave with a copy for a hearing or a filed one. */
export const mayCarryComments = (copy: string): boolean => copy === "internal-draft";

/** "Meadow Unified LCAP 2026-27 internal draft.docx": safe in any file system. */
export function exportFileName(parts: { organization: string; short: string; year: string; copy: string; format: string }): string {
  const words = [parts.organization, parts.short, parts.year, parts.copy.replace(/-/g, " ")].join(" ");
  return `${words.replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ").replace(/\s+/g, " ").trim()}.${parts.format}`;
}
