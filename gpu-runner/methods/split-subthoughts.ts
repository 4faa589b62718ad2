export type Subthought = {
  /** Where the piece begins in the thinking, in characters. */
  start: number;
  /** The phrase that it begins with; null where it begins with none. */
  marker: string | null;
  text: string;
};

export type SplitOptions = { markers: readonly string[]; atBoundary: boolean; minChars: number };

/**
 * Cuts a trace of reasoning before every marker, the longest first where several fit. Markers stay at the start of
 * their pieces, and the pieces joined are the text. Nothing is cut off that holds only white space.
 */
export function splitSubthoughts(text: string, options: SplitOptions): Subthought[] {
  const cuts = markersIn(text, options);
  const pieces: Subthought[] = [];
  let open: Omit<Subthought, "text"> = { start: 0, marker: null };
  for (const { at, marker } of cuts) {
    const before = text.slice(open.start, at);
    if (pieces.length === 0 && before.trim() === "") open = { start: 0, marker };
    else if (before.length >= options.minChars) {
      pieces.push({ ...open, text: before });
      open = { start: at, marker };
    }
  }
  return [...pieces, { ...open, text: text.slice(open.start) }];
}

function markersIn(text: string, { markers, atBoundary }: SplitOptions): { at: number; marker: string }[] {
  const longestFirst = [...markers].sort((a, b) => b.length - a.length);
  const phrases = longestFirst.map((marker) =>
    marker.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/['’]/g, "['’]"),
  );
  const words = `(?:${phrases.join("|")})`;
  const pattern = new RegExp(atBoundary ? `(?<=^|\\s)${words}(?!\\p{L})` : words, "gu");
  return [...text.matchAll(pattern)].map((match) => ({ at: match.index, marker: match[0] }));
}

/** `count` of the numbers 0 to n − 1, evenly spaced, the last one always among them; all where there are no more. */
export function evenlySpaced(n: number, count: number): number[] {
  if (n <= count) return Array.from({ length: n }, (_, index) => index);
  return Array.from({ length: count }, (_, index) => Math.ceil(((index + 1) * n) / count) - 1);
}
