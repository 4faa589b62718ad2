import type { Node } from "../parse/ast";
import type { Form } from "./form";

export type Entry = { name: Node; value: Form };

/** Entries such as `y = 2, x = 1` in the order of their names, where these are neighbours in the alphabet. */
export function orderedByName(entries: readonly Entry[]): readonly Entry[] {
  const letters = entries.map(({ name }) => (name.t === "sym" && name.name.length === 1 ? name.name : ""));
  const sorted = [...letters].sort();
  const isRun = sorted.every((letter, i) => letter.charCodeAt(0) - (sorted[0] ?? "").charCodeAt(0) === i);
  if (letters.includes("") || !isRun) return entries;
  return [...entries].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf({ name }: Entry): string {
  return name.t === "sym" ? name.name : "";
}

/** `x_1 = 1, x_2 = 2`: roots of one unknown; other letters count the members of a sequence. */
export function sharesLetter(entries: readonly Entry[]): boolean {
  const [first, ...others] = entries.map((entry) => /^([xzt])_\w+$/.exec(nameOf(entry))?.[1]);
  return first !== undefined && others.length > 0 && others.every((letter) => letter === first);
}
