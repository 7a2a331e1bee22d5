// Is a workflow file right? Every state and move it names is there, every state can be reached, and every edition's workflow exists.
import type { Workflow } from "#schemas/workflow.ts";
import type { EditionFile } from "./edition-file.ts";
import type { Found } from "./files.ts";
import { suggest } from "./nearest.ts";
import type { YamlFile } from "./yaml-file.ts";

export function* workflowChecks(yaml: YamlFile<Workflow>): Found {
  const id = yaml.source.path.replace(/^workflows\/|\.yaml$/g, "");
  const workflow = yaml.value;
  if (!workflow) return;
  if (workflow.id !== id) yield yaml.fault(["id"], `The workflow "${workflow.id}" lies in a file named "${id}".`, `Write id: ${id}, or rename the file.`);
  const states = new Set(workflow.states.map((state) => state.id));
  const moves = new Set(workflow.moves.map((move) => move.id));
  const must = function* (known: ReadonlySet<string>, name: string, path: (string | number)[], what: string): Found {
    if (!known.has(name)) yield yaml.fault(path, `There is no ${what} "${name}" in this workflow.`, suggest(name, known, `Name a ${what} of this file.`));
  };
  const twice = function* (names: readonly string[], list: string): Found {
    for (const [at, name] of names.entries()) if (names.indexOf(name) !== at) yield yaml.fault([list, at, "id"], `"${name}" is there twice.`, "Give one of them another id.");
  };
  yield* twice(workflow.states.map((state) => state.id), "states");
  yield* twice(workflow.moves.map((move) => move.id), "moves");
  for (const [at, move] of workflow.moves.entries()) {
    for (const [n, from] of move.from.entries()) yield* must(states, from, ["moves", at, "from", n], "state");
    yield* must(states, move.to, ["moves", at, "to"], "state");
  }
  for (const [at, clock] of workflow.clocks.entries()) {
    for (const [n, state] of clock.runs.entries()) yield* must(states, state, ["clocks", at, "runs", n], "state");
    if ("after" in clock.due && clock.due.after !== "adoption") for (const [n, move] of clock.due.after.entries()) yield* must(moves, move, ["clocks", at, "due", "after", n], "move");
  }
  const reached = new Set([workflow.states[0]?.id]);
  for (let grown = true; grown; ) {
    const before = reached.size;
    for (const move of workflow.moves) if (move.from.some((from) => reached.has(from))) reached.add(move.to);
    grown = reached.size > before;
  }
  for (const [at, state] of workflow.states.entries()) if (!reached.has(state.id)) yield yaml.fault(["states", at, "id"], `No move leads to the state "${state.id}".`, "Add a move to it, or remove it.");
}

export function* workflowsNamed(editions: readonly EditionFile[], workflows: readonly YamlFile<Workflow>[]): Found {
  const known = workflows.map((yaml) => yaml.source.path.replace(/^workflows\/|\.yaml$/g, ""));
  for (const { yaml } of editions) {
    const name = yaml.draft?.workflow;
    if (name !== undefined && !known.includes(name)) yield yaml.fault(["workflow"], `There is no workflow "${name}".`, suggest(name, known, "Add it as workflows/<id>.yaml."));
  }
}
