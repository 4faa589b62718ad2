import { foldText } from "../text";

const MAX_CHARS = 200;
/** Words that turn what a sentence says, or say more than one thing. */
const TURNS =
  /\b(?:not|never|no|non|neither|nor|cannot|isn|aren|wasn|doesn|don|without|except|unlikely|false|opposite|or|and|either|either|than|but|if|unless|maybe|perhaps|might|may|could|would|only|almost|half|both|of|to|wrong|incorrect)\b/;
const SUBJECT =
  /^(?:it|this|that|these|those|they|he|she)\b|^(?:the|a|an|this|that|my|his|her|their)? ?(?:[\p{L}-]+ ){1,6}$/u;
const NOUNS =
  /^(?:functions?|numbers?|integers?|solutions?|series|sequences?|triangles?|curves?|lines?|graphs?|polygons?|shapes?|values?|relations?|angles?|only)$/;
const VERB = /^(?:is|was|has|had|have|are|were|won|wins|will|did|does|ran|got|gets|scored|finished) /;
const PARITY = /\b(?:even|odd|prime|composite|positive|negative)\b/;
const FILLERS = new Set(
  "all any every each for where is are the a an that with integer integers number numbers values value of".split(
    " ",
  ),
);

/**
 * Whether a sentence says just what a word says: "the series diverges" for "diverges", "even function" for "even", and
 * "n even" for "all even n". Sentences that negate, choose or compare say something else.
 */
export function statesSameWord(a: string, b: string): boolean {
  if (a.length > MAX_CHARS || b.length > MAX_CHARS) return false;
  const [wordsA, wordsB] = [foldText(a), foldText(b)];
  if (/[^\p{L} -]/u.test(wordsA) || /[^\p{L} -]/u.test(wordsB) || wordsA === "" || wordsB === "")
    return false;
  return statesWord(wordsA, wordsB) || statesWord(wordsB, wordsA) || sameParity(wordsA, wordsB);
}

function statesWord(sentence: string, word: string): boolean {
  if (word.length < 3 || word.split(" ").length > 4 || TURNS.test(word)) return false;
  const behind = sentence.startsWith(`${word} `) ? sentence.slice(word.length + 1) : "";
  if (NOUNS.test(behind) || (VERB.test(behind) && !TURNS.test(behind))) return true;
  if (!sentence.endsWith(` ${word}`)) return false;
  const lead = sentence.slice(0, -word.length);
  if (TURNS.test(lead) || !SUBJECT.test(lead)) return false;
  return / (?:is|are|was|were|will be|must be) (?:an? |the )?$/.test(lead) || /(?:s|es|ed)$/.test(word);
}

function sameParity(a: string, b: string): boolean {
  if (!PARITY.test(a) || !PARITY.test(b) || TURNS.test(a) || TURNS.test(b)) return false;
  const [bagA, bagB] = [bagOf(a), bagOf(b)];
  return bagA !== "" && bagA === bagB && bagA.split(" ").length <= 3;
}

function bagOf(words: string): string {
  return words
    .split(" ")
    .filter((word) => !FILLERS.has(word))
    .sort()
    .join(" ");
}
