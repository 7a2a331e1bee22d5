// Who is meant by "@name" in a comment?
export type Named = { id: string; name: string };

const isLetter = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
const folded = (text: string): string => text.normalize("NFC").toLowerCase();

/** Each person once, in the order of the words; of two names that fit, the longer. A longer word that only begins like a name means nobody. */
export function mentionsIn(words: string, people: readonly Named[]): string[] {
  const text = folded(words);
  const byLength = [...people].filter(({ name }) => name !== "").sort((a, b) => b.name.length - a.name.length);
  const found = new Set<string>();
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    if (isLetter(text[at - 1])) continue;
    const meant = byLength.find(({ name }) => text.startsWith(folded(name), at + 1) && !isLetter(text[at + 1 + folded(name).length]));
    if (meant) found.add(meant.id);
  }
  return [...found];
}
