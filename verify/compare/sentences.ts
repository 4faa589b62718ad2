import { findNumbers } from "../extract/candidates";

const MAX_SENTENCE = 300;

/** Words that make a number in a sentence something else than its statement. */
const HEDGED =
  /\b(?:not|never|neither|nor|none|or|and|if|unless|than|least|most|between|up to|over|under|above|below|exceed\w*|almost|anything|any|either|maybe|perhaps|possibly|wrong|incorrect|false|isn|aren|wasn|doesn|cannot|might|may|half|double|twice|thrice|triple|quarter|third|times|minus|plus|dozen|hundred|thousand|million|billion|except|without|first|instead|January|February|March|April|May|June|July|August|September|October|November|December)\b/i;

/**
 * The one number that a sentence states ("The friends found 30 eggs."), or `null`: for phrases of fewer than three words,
 * for several different numbers, and where a word hedges, negates or multiplies.
 */
export function numberInSentence(text: string): string | null {
  if (text.length > MAX_SENTENCE) return null;
  const plain = text.replace(/\\text\{([^{}]*)\}/g, " $1 ").replace(/\\([$%])/g, "$1");
  if (/[\\^_=<>{}[\]|*+]/.test(plain) || HEDGED.test(plain)) return null;
  const words = plain.match(/\p{L}{2,}/gu) ?? [];
  if (words.length < 3) return null;
  const numbers = findNumbers(plain, 0, plain.length);
  const [only] = numbers;
  if (only === undefined || numbers.length > 1) return null;
  if (/^(?:st|nd|rd|th)?[\p{L}\d:/^]|^\s?[-–]\s?\d/u.test(plain.slice(only.end))) return null;
  return plain.slice(only.start, only.end);
}
