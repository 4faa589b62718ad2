import type { ReactNode } from "react";

/** A text with more finds than this shows the further ones unmarked. */
const MOST_MARKS = 500;

/** Where `find` stands in `text`, without regard to case; none for an empty `find`. */
export function findIn(text: string, find: string): number[] {
  if (find === "") return [];
  const places: number[] = [];
  // Upper case may change lengths ("ß"), lower case does so for one letter only: then the text is taken as it is.
  const lower = text.toLowerCase();
  const haystack = lower.length === text.length ? lower : text;
  const needle = find.toLowerCase();
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length))
    places.push(at);
  return places;
}

/** Untrusted text as it is, with every place of `find` marked. */
export function FoundText({ text, find }: { text: string; find: string }) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const at of findIn(text, find).slice(0, MOST_MARKS)) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + find.length)}</mark>);
    from = at + find.length;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}
