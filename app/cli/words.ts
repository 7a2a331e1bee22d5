// The words of a command line: what is a name, what an option with its value, what a switch.
import { AppError } from "#schemas/app-error.ts";

export type Words = { positional: string[]; options: ReadonlyMap<string, string>; flags: ReadonlySet<string> };

const switches = new Set(["json", "help", "own-document", "dry-run", "without-bad-rows", "lift", "schools"]);
const options = new Set(["dir", "program", "edition", "format", "out", "copy", "on", "attach", "report", "which", "school", "kind", "year", "meetings", "sets", "published", "email", "lea", "domain", "id", "label", "issuer", "client-id", "verified-claim", "organization", "name", "cds", "since", "into", "into-lea", "set", "role", "county", "selpa", "authorizer", "state", "directory"]);

/** "--name value" or "--name=value"; an option nobody knows is refused, not ignored. */
export function readWords(args: readonly string[]): Words {
  const positional: string[] = [];
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] as string;
    if (!word.startsWith("--")) {
      positional.push(word);
      continue;
    }
    const [name = "", inline] = word.slice(2).split(/=(.*)/s);
    if (switches.has(name)) flags.add(name);
    else if (!options.has(name)) throw new AppError("invalid", `There is no option --${name}. Known are ${[...switches, ...options].map((known) => `--${known}`).join(", ")}.`);
    else {
      const value = inline ?? args[(at += 1)];
      if (value === undefined) throw new AppError("invalid", `The option --${name} needs a value.`);
      values.set(name, value);
    }
  }
  return { positional, options: values, flags };
}

/** The value of an option that must be given. */
export function mustHave(words: Words, option: string): string {
  const value = words.options.get(option);
  if (value === undefined) throw new AppError("invalid", `Say which: --${option} is missing.`);
  return value;
}
