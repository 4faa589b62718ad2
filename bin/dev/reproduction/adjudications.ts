/**
 * Differences that a person has read: who is right about a sample that the tool accepts and the verifier does not, by our
 * id of the problem; where rows have no ids, by tool and row. Used only where the two verdicts still differ; a better
 * verifier makes entries idle, never wrong.
 */
export const ADJUDICATED: Record<string, string> = {
  "gsm8k-0098": "theirs: they take what the program printed; the closing sentence ends with another number",
  "gsm8k-0288": "theirs: they take what the program printed; the closing sentence ends with another number",
  "gsm8k-0760": "theirs: they take what the program printed; the closing sentence ends with another number",
  "minerva-020": "theirs: the gold is rounded, the answer is not",
  "intermediate_algebra-183": "ours: a closed end is not an open one",
  "algebra-634": "ours: two values were given, one is right",
  "algebra-2486": "ours: an open end is not a closed one",
  "precalculus-1252": "ours: three values were given, one is right",
  "math-test-2656": "ours: two values were given, one is right",
  "math-test-3477": "theirs: the JSON is broken, its answer is the gold",
  "math-test-3494": "theirs: the digits are right, the base is the letter that the problem names",
  "math-test-1173": "ours: two values were given, one is right",
  "math-test-1837": "ours: they compared the first number only and lost the root",
  "math-test-3078": "theirs by their rule: the base was left out",
  "math-test-3807": "ours: they compared the first number only and lost the factor",
  "math-test-4559": "ours: two values were given, one is right",
  test_Biology_146: "ours: the reply names another option; they took the gold letter from inside it",
  test_Marketing_63: "ours: the reply names another option; they took the gold letter from inside it",
  test_Energy_and_Power_16: "ours: the reply names another option; they took the gold letter from inside it",
  test_Manage_228: "ours: the reply names another option; they took the gold letter from inside it",
  test_Music_322: "ours: the reply names another option; they took the gold letter from inside it",
  validation_Architecture_and_Engineering_9:
    "ours: the reply names another option; they took the gold letter from inside it",
  validation_Architecture_and_Engineering_29:
    "ours: the reply names another option; they took the gold letter from inside it",
  test_Manage_49: "ours: the reply names another option; they took the gold letter from inside it",
  test_Finance_163: "theirs: the sentence names the option, ours took the last letter behind it",
  test_Finance_7: "theirs: the last line begins with the option, ours took the last letter in it",
  "omni-math-judge row-8":
    "theirs: two phrases in prose mean the same; the verifier compares words, not meanings",
  "omni-math-judge row-38":
    "theirs: the same relation of two lines; the verifier reads no sign for it and no names in words",
  "omni-math-judge row-77": "theirs: the judge accepts a sentence in prose that nothing marks as the answer",
};
