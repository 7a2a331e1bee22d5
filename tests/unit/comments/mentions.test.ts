import fc from "fast-check";
import { expect, test } from "vitest";
import { mentionsIn } from "#app/domain/comments/mentions.ts";

const people = [{ id: "a", name: "Ana Ruiz" }, { id: "b", name: "Ana Ruiz Soto" }, { id: "c", name: "Renée O’Hara" }];

test.each([
  ["@Ana Ruiz, is this right?", ["a"]],
  ["@ana ruiz soto: see @Renée O’Hara.", ["b", "c"]],
  ["@Ana Ruizer and ana.ruiz@example.org and Ana Ruiz", []],
  ["(@Ana Ruiz) and once more @Ana Ruiz", ["a"]],
  ["@Rene\u0301e O’Hara", ["c"]],
  ["@", []],
])("%s", (words, expected) => expect(mentionsIn(words, people)).toEqual(expected));

test("whoever is named after an @ is meant, whatever stands around; nobody is meant without one", () => {
  fc.assert(fc.property(fc.constantFrom(...people), fc.stringMatching(/^[ .,!?\n]{0,5}$/), fc.stringMatching(/^[a-zA-Z .,]{0,30}$/), (person, gap, words) => {
    expect(mentionsIn(`${words} ${gap}@${person.name}. ${words}`, people)).toContain(person.id);
    expect(mentionsIn(words, people)).toEqual([]);
  }));
});
