/** The four behaviours that are counted, and the five styles that a response may show (prior prompt engineering, arXiv 2505.14157). */
export const BEHAVIOURS = ["verification", "backtracking", "subgoals", "backward chaining"] as const;
export const STYLES = ["planning", "code", "knowledge", "examples", "plain reasoning"] as const;

/** Reflection words that LASER counts; whole words, whatever their case. */
export const REFLECTION_WORDS = [
  "recheck",
  "rethink",
  "try again",
  "wait",
  "alternatively",
  "retry",
  "however",
] as const;

export type Behaviour = (typeof BEHAVIOURS)[number];
export type Style = (typeof STYLES)[number];
export type BehaviourCounts = Record<Behaviour, number> & Record<Style, number>;

/** Longest sentence that is read as one, so that no pattern walks a long text for every start. */
const MOST_SENTENCE = 400;
/** Longest text; what follows is not read. */
const MOST_TEXT = 400_000;

/** Our reading of each behaviour in English: a sentence counts once. */
const SENTENCES: Record<Behaviour, RegExp> = {
  verification:
    /\b(let me (check|verify)|double[- ]check|verify|to confirm|plug(ging)? .*back|check (our|the|this) (answer|result|work))\b/i,
  backtracking:
    /\b(wait|hold on|actually|that('s| is) (not right|wrong)|let me (try|start) (again|over|another)|this (doesn't|does not) work|scratch that)\b/i,
  subgoals:
    /\b(first(ly)?,|step \d+|next,? (we|i) (need|will)|to (do|solve) this,? (we|i) (first )?need|break (this|it) (down|into))/i,
  "backward chaining":
    /\b(work(ing)? backwards?|starting from the (goal|answer|result)|in order to (get|reach|obtain) .*we (need|must)|suppose the answer)\b/i,
};

const OUTLINE = /^\s*(?:1[.)]|step 1\b)|<plan>/im;
const FORMULA = /[=$]|\\\(|\\\[/;
const CODE = /```|\bdef \w/;
const KNOWLEDGE = /\b(recall that|theorem|definition|known fact)\b/i;
const EXAMPLES = /\b(for example|consider the example)\b|<examples>/i;

/** How often a response shows each behaviour, in sentences, and whether it shows each style (0 or 1). By rules, for English. */
export function countBehaviours(text: string): BehaviourCounts {
  const read = text.slice(0, MOST_TEXT).replaceAll("’", "'");
  const counts = { verification: 0, backtracking: 0, subgoals: 0, "backward chaining": 0 };
  for (const sentence of sentencesOf(read)) {
    for (const name of BEHAVIOURS) if (SENTENCES[name].test(sentence)) counts[name] += 1;
  }
  const outline = read.search(OUTLINE);
  const formula = read.search(FORMULA);
  const styles = {
    planning: flag(outline >= 0 && (formula < 0 || outline < formula)),
    code: flag(CODE.test(read)),
    knowledge: flag(KNOWLEDGE.test(read.slice(0, Math.ceil(read.length / 3)))),
    examples: flag(EXAMPLES.test(read)),
  };
  const shown = Object.values(styles).some((value) => value === 1);
  return { ...counts, ...styles, "plain reasoning": flag(!shown) };
}

/** How often each reflection word stands in a text. */
export function countReflectionWords(text: string): Record<(typeof REFLECTION_WORDS)[number], number> {
  const counts = {
    recheck: 0,
    rethink: 0,
    "try again": 0,
    wait: 0,
    alternatively: 0,
    retry: 0,
    however: 0,
  };
  for (const [found] of text.slice(0, MOST_TEXT).toLowerCase().matchAll(WORDS)) {
    const word = REFLECTION_WORDS.find((one) => one === found);
    if (word !== undefined) counts[word] += 1;
  }
  return counts;
}

const WORDS = new RegExp(`\\b(?:${REFLECTION_WORDS.join("|")})\\b`, "g");

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s|\n/).flatMap((sentence) => {
    if (sentence.length <= MOST_SENTENCE) return sentence.trim() === "" ? [] : [sentence];
    return sentence.match(new RegExp(`[^]{1,${MOST_SENTENCE}}`, "g")) ?? [];
  });
}

function flag(value: boolean): number {
  return value ? 1 : 0;
}
