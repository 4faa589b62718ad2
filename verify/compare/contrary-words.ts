/** Words of which two answers cannot mean the same when each has others: colours, directions, halves of a pair. */
const GROUPS: readonly ReadonlySet<string>[] = [
  "red blue green yellow black white orange purple pink brown silver gold",
  "boy girl man woman men women male female boys girls males females",
  "head tail heads tails",
  "left right leftward rightward",
  "north south east west northward southward eastward westward northeast northwest southeast southwest",
  "up down upward downward upwards downwards",
  "clockwise counterclockwise anticlockwise",
  "even odd",
  "win loss draw wins losses draws",
  "increase decrease increasing decreasing increases decreases",
  "profit loss gain",
  "positive negative nonnegative nonpositive",
  "inward outward",
  "attractive repulsive",
  "above below",
  "before after",
  "maximum minimum",
  "convex concave",
  "acute obtuse right",
  "am pm",
].map((words) => new Set(words.split(" ")));

const MAX_CHARS = 300;
const HAS_WORD = /(?:^|[^\\A-Za-z])[A-Za-z]{2}|\\(?:text|mathrm|mbox)/;

/** Whether two answers have words of one such group and none in common: `5 boys` and `5 girls`, `n even` and `n odd`. */
export function areContrary(a: string, b: string): boolean {
  if (!HAS_WORD.test(a) || !HAS_WORD.test(b) || a.length > MAX_CHARS || b.length > MAX_CHARS) return false;
  const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)];
  if (wordsA.length === 0 || wordsB.length === 0) return false;
  return GROUPS.some((group) => {
    const inA = wordsA.filter((word) => group.has(word));
    const inB = wordsB.filter((word) => group.has(word));
    return inA.length > 0 && inB.length > 0 && !inA.some((word) => inB.includes(word));
  });
}

function wordsOf(text: string): string[] {
  return (
    text
      .replace(/\\(?!text)[A-Za-z]+/g, " ")
      .toLowerCase()
      .match(/[a-z]{2,}/g) ?? []
  );
}
