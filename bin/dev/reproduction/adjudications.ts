/**
 * Differences that a person has read: who is right about a sample that the tool accepts and the verifier does not, by our
 * id of the problem. Used only where the two verdicts still differ; a better verifier makes entries idle, never wrong.
 */
export const ADJUDICATED: Record<string, string> = {
  "prealgebra-1865": "theirs: the twelfth grade is the answer, only the ordinal's ending differs",
  "minerva-020": "theirs: the gold is rounded, the answer is not",
  "minerva-058": "theirs: thousands mark and unit are all that differs",
  "minerva-071": "theirs: half the difference of both exponentials is the hyperbolic sine",
  "minerva-095": "theirs: half the sum of both exponentials is the hyperbolic cosine",
  "minerva-124": "theirs: the same expression",
  "minerva-127": "theirs: the same fraction with its terms in another order",
  "gsm8k-0299": "theirs: the number stands in a sentence",
  "gsm8k-0381": "theirs: the last line names the number",
  "gsm8k-0464": "theirs: the sixth of something, counted",
  "gsm8k-0831": "theirs: the number stands in a sentence",
  "gsm8k-1001": "theirs: two o'clock is the asked-for 2",
  "gsm8k-1025": "theirs: the number stands in a sentence",
  "gsm8k-1221": "theirs: a unit is all that differs",
  "gsm8k-1257": "theirs: a unit is all that differs",
  "intermediate_algebra-183": "ours: a closed end is not an open one",
  "algebra-634": "ours: two values were given, one is right",
  "algebra-2486": "ours: an open end is not a closed one",
  "precalculus-1252": "ours: three values were given, one is right",
  "math-test-1173": "ours: two values were given, one is right",
  "math-test-1837": "ours: they compared the first number only and lost the root",
  "math-test-3078": "theirs by their rule: the base was left out",
  "math-test-3477": "theirs: the JSON is broken, its answer is the gold",
  "math-test-3807": "ours: they compared the first number only and lost the factor",
  "math-test-4559": "ours: two values were given, one is right",
};
