import type { JudgedAnswer } from "@/contracts/chart";

/** Keys under which methods record an answer, or a list of answers. */
const ANSWERS = [
  "answer",
  "answers",
  "lastAnswer",
  "modeAnswer",
  "plain",
  "answerFromNote",
  "answerFromBoth",
];

/** Keys whose texts are words of ours or of the method's parameters: modes, markers, how something ended. */
const WORDS = [
  "mode",
  "variant",
  "completion",
  "exit",
  "strategy",
  "rule",
  "tag",
  "word",
  "words",
  "marker",
  "endedBy",
  "finishReason",
  "cutBy",
  "continuedBy",
];

/** Longest word that is passed on. */
const WORD_CHARACTERS = 60;
/** Deeper artifacts are cut off. */
const MOST_LEVELS = 8;

/** Judges the answers of one sample: the same order and length, null where there is no answer. */
export type JudgeAnswers = (answers: readonly (string | null)[]) => JudgedAnswer[];

/**
 * A sample's artifacts as charts may have them: every recorded answer judged and numbered by its class within the
 * sample, numbers and words kept, every other text replaced by null.
 */
export function judgeArtifacts(
  artifacts: Record<string, unknown>,
  judge: JudgeAnswers,
): Record<string, unknown> {
  const found: (string | null)[] = [];
  walk(artifacts, "", 0, (answer) => {
    found.push(answer);
    return null;
  });
  const judged = judge(found);
  let next = 0;
  const result = walk(artifacts, "", 0, () => judged[next++] ?? null);
  return isRecord(result) ? result : {};
}

function walk(value: unknown, key: string, level: number, answer: (text: string | null) => unknown): unknown {
  if (level > MOST_LEVELS) return null;
  if (ANSWERS.includes(key) && (typeof value === "string" || value === null)) return answer(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, key, level + 1, answer));
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, walk(item, name, level + 1, answer)]),
    );
  }
  if (typeof value === "string") return WORDS.includes(key) ? value.slice(0, WORD_CHARACTERS) : null;
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
