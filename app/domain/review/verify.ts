// Is a frozen copy as it was frozen? Its hash, what the record of acts says of it, and what stands beside it are held against each other.

export type CopyToVerify = { receipt: string; content: string; hash: string; /** In the record of acts; null where it speaks of no such copy. */ actHash: string | null; beside: Readonly<Record<string, unknown>>; /** Of the plan it says it is of, and how often its row was written: once. */ planId: string; version: number };

/** What is wrong, in words; null when nothing is. `sha256` gives lower-case hex. */
export function copyFault({ content, hash, actHash, beside, planId, version }: CopyToVerify, sha256: (text: string) => string): string | null {
  if (sha256(content) !== hash) return "its hash does not fit what it says";
  if (actHash === null) return "the record of acts does not know it";
  if (actHash !== hash) return "the record of acts has another hash for it";
  let said: Record<string, unknown>;
  try {
    said = JSON.parse(content) as Record<string, unknown>;
  } catch {
    return "it is no JSON";
  }
  const wrong = Object.keys(beside).find((name) => said[name] !== beside[name]);
  if (wrong !== undefined) return `its ${wrong} is not the one that was frozen`;
  if ((said["plan"] as { id?: unknown } | undefined)?.id !== planId) return "its planId is not the one that was frozen";
  return version === 1 ? null : "it was written more than once";
}
