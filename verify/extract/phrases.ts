import { isWordCode, skipSpace } from "./scan";

/** What stands after an answer phrase: the rest of its line or sentence, or the next line when that is empty. */
export type PhraseClause = {
  start: number;
  end: number /** Marked by a letter only, as in `A: 18`. */;
  weak: boolean;
};

/** "The final answer is", by language. Matched without case; the longest match at a place wins by its end. */
const PHRASES: readonly string[] = [
  "final answer is",
  "final answer",
  "answer is",
  "answers are",
  "answer:",
  "answer :",
  "answer =",
  "answer ",
  "answer\n",
  "answer**",
  "correct option is",
  "correct choice is",
  "correct option:",
  "####",
  "答案是",
  "答案为",
  "答案為",
  "答案：",
  "答案:",
  "答案]",
  "答案】",
  "答案选",
  "答案應為",
  "答案应为",
  "答案应该是",
  "故选",
  "应选",
  "réponse est",
  "réponse finale",
  "réponse :",
  "réponse:",
  "reponse est",
  "antwort ist",
  "antwort lautet",
  "antwort:",
  "ergebnis ist",
  "respuesta es",
  "respuesta final",
  "respuesta:",
  "respuesta correcta es",
  "resposta é",
  "resposta final",
  "resposta:",
  "risposta è",
  "risposta:",
  "antwoord is",
  "odpowiedź to",
  "odpowiedź:",
  "cevap:",
  "ответ:",
  "ответ —",
  "ответ -",
  "ответ равен",
  "відповідь:",
  "答えは",
  "答え：",
  "答え:",
  "解答は",
  "正解は",
  "정답은",
  "정답:",
  "답은",
  "답:",
  "उत्तर:",
  "उत्तर है",
  "উত্তর:",
  "উত্তর হল",
  "الإجابة هي",
  "الجواب هو",
  "الإجابة:",
  "الجواب:",
  "đáp án là",
  "đáp số:",
  "ans:",
  "ans.",
  "ans =",
  "respuesta correcta:",
  "la bonne réponse :",
  "svar:",
  "svaret är",
  "svaret er",
  "vastaus:",
  "vastaus on",
  "válasz:",
  "răspuns:",
  "răspunsul este",
  "odpověď:",
  "odpověď je",
  "απάντηση είναι",
  "απάντηση:",
  "คำตอบคือ",
  "คำตอบ:",
  "jawaban:",
  "jawabannya adalah",
  "cevap ",
  "jibu ni",
  "תשובה:",
  "התשובה היא",
  "a:",
];

/** Marks that count at the beginning of a line only. */
const LINE_MARKS = new Set(["a:", "ans:", "ans.", "ans ="]);

const ENGLISH = PHRASES.filter(
  (phrase) => LINE_MARKS.has(phrase) || /answer|option|choice|####/.test(phrase),
);
const OTHERS = PHRASES.filter((phrase) => !ENGLISH.includes(phrase));

/** The phrases that can occur at all, by one look at the text. */
function phrasesFor(folded: string): readonly string[] {
  const english = /answer|option|choice|####|(?:^|\n)[ \t*#>]{0,8}(?:a:|ans[:. ])/.test(folded);
  const others =
    /[\u0080-\uffff]|antwor|antwoord|ergebnis|respuesta|resposta|risposta|reponse|cevap|svar|vastaus|jawaban|jibu/.test(
      folded,
    );
  return english ? (others ? PHRASES : ENGLISH) : others ? OTHERS : [];
}

const MAX_CLAUSES = 6;
/** "The answer is not 42" says no answer. */
const DENIED =
  /^(?:not\b|isn['’]t\b|can['’]?not\b|can['’]t\b|never\b|neither\b|unlikely\b|nicht\b|n['’]est pas|pas\b|keine\b|не\s|не$|不是|并非|並非)/i;

/** The clauses after the last answer phrases, last first. Linear: one backward search a phrase and clause. */
export function findPhraseClauses(text: string, from: number): PhraseClause[] {
  const lower = text.toLowerCase();
  const folded = lower.length === text.length ? lower : text;
  const clauses: PhraseClause[] = [];
  const lastAt = new Map<string, number>();
  for (const phrase of phrasesFor(folded)) {
    const at = folded.lastIndexOf(phrase);
    if (at >= from) lastAt.set(phrase, at);
  }
  while (clauses.length < MAX_CLAUSES) {
    let best = -1;
    let bestEnd = -1;
    let isLineMark = false;
    for (const [phrase, at] of lastAt) {
      if (at + phrase.length > bestEnd && at >= from && at >= best) {
        best = at;
        bestEnd = at + phrase.length;
        isLineMark = LINE_MARKS.has(phrase);
      }
    }
    if (best < 0) break;
    for (const [phrase, at] of lastAt) {
      if (at >= best) lastAt.set(phrase, best === 0 ? -1 : folded.lastIndexOf(phrase, best - 1));
    }
    if (best > 0 && isWordCode(folded.charCodeAt(best - 1)) && folded.charCodeAt(best) < 128) continue;
    if (isLineMark && !beginsLine(text, best, from)) continue;
    const clause = { ...clauseAfter(text, bestEnd), weak: isLineMark };
    if (clause.end > clause.start && !DENIED.test(text.slice(clause.start, clause.start + 16)))
      clauses.push(clause);
  }
  return clauses;
}

const FILLERS = [
  "is",
  "are",
  "therefore",
  "thus",
  "hence",
  "ist",
  "est",
  "es",
  "final",
  "the",
  "equal to",
  "equals",
  "for sure",
];

function beginsLine(text: string, at: number, from: number): boolean {
  const before = text.slice(Math.max(from, at - 16), at);
  return /(?:^|\n)[\s*#>]*$/.test(before) && (at - 16 < from || before.includes("\n"));
}

function clauseAfter(text: string, from: number): { start: number; end: number } {
  let start = skipFillers(text, from, text.length);
  const lineEnd = endOfLine(text, start);
  if (start >= lineEnd) start = skipFillers(text, skipSpace(text, lineEnd), text.length);
  if (text[start] === "}") return insideFormula(text, start + 1);
  return { start, end: clauseEnd(text, start) };
}

/** Behind `\text{Answer: }` the clause is the rest of the formula that the words stand in. */
function insideFormula(text: string, start: number): { start: number; end: number } {
  const line = text.slice(start, clauseEnd(text, start));
  const close = /\\[\])]|\$/.exec(line);
  return { start, end: start + (close?.index ?? line.length) };
}

function skipFillers(text: string, from: number, limit: number): number {
  let at = from;
  for (let moved = true; moved && at < limit; ) {
    moved = false;
    while (at < limit && text[at] !== "\n" && ':：*_ \t\u00a0>—–"“'.includes(text[at] ?? "")) {
      at++;
      moved = true;
    }
    for (const filler of FILLERS) {
      const end = at + filler.length;
      if (text.slice(at, end).toLowerCase() === filler && " :\n".includes(text[end] ?? "\n")) {
        at = end;
        moved = true;
      }
    }
  }
  return at;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

const CLOSERS: Readonly<Record<string, string>> = { "\\[": "\\]", "\\(": "\\)", $$: "$$" };

/** End of the clause at `start`: the end of its line or sentence, not cutting a formula that begins there. */
function clauseEnd(text: string, start: number): number {
  const closer = CLOSERS[text.slice(start, start + 2)];
  if (closer !== undefined) {
    const close = text.indexOf(closer, start + 2);
    if (close >= 0) return close + 2;
  }
  const lineEnd = endOfLine(text, start);
  let dollars = 0;
  for (let at = start; at < lineEnd; at++) {
    const char = text[at];
    if (char === "\\") at++;
    else if (char === "$") dollars++;
    else if (char === "。") return at;
    else if (
      char === "." &&
      dollars % 2 === 0 &&
      /[\s*"]/.test(text[at + 1] ?? " ") &&
      !isShortForm(text, at)
    )
      return at;
  }
  return lineEnd;
}

/** The dot of `i.e.` and `e.g.` ends no sentence. */
function isShortForm(text: string, dot: number): boolean {
  return /(?:^|[^a-z])(?:i\.e|e\.g|approx|ca|no|resp)$/i.test(text.slice(Math.max(0, dot - 8), dot));
}
