// A rule's citation as a reader of the plan sees it: law as it stands, our own sheets by what they describe.
/** What a fact sheet is about. */
const about = (sheet: string): string => (sheet === "overlap" ? "Comparison of the programs’ forms" : `Fact sheet on ${sheet === "system-of-support" ? "the system of support" : sheet.toUpperCase()}`);

const sheetName = /^([a-z-]+)\.md\b\s*/;

/** "lcap.md 4.2; EC 52064" reads "Fact sheet on LCAP (4.2); EC 52064". A mark of medium certainty, "(M)", is spelled out. */
export function shownCitation(citation: string): string {
  const parts = citation.split(";").map((part) => part.trim().replace(/\s*\(M\)/g, " (medium certainty)"));
  return parts
    .flatMap((part) => {
      const sheet = sheetName.exec(part);
      if (!sheet) return /^[A-Z]{2}-\d+$/.test(part) ? [] : [part];
      const [place = "", ...law] = part.slice(sheet[0].length).split(/,\s*(?=\d+ CCR|EC )/);
      // References that have no sheet of their own ("LC-7") stand with the sheet.
      const beside = parts.filter((other) => /^[A-Z]{2}-\d+$/.test(other)).map((other) => `, ${other}`).join("");
      return [`${about(sheet[1] ?? "")} (${place}${beside})`, ...law];
    })
    .join("; ");
}
