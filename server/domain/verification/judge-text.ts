import type { VerifierAnswer, VerifierQuestion } from "@/contracts/verifier";
import { verifyAnswer } from "@/verify";

const EXCERPT_CHARACTERS = 120;
const MAX_SHOWN = 20_000;

/**
 * Judges a pasted output against a gold, as samples are judged, and says how. Bounded by the limits of the question
 * and by the verifier's own budgets; nothing is stored.
 */
export function judgeText(question: VerifierQuestion): VerifierAnswer {
  const { output, gold, kind, policies } = question;
  const startMs = performance.now();
  const verdict = verifyAnswer({ text: output, gold, kind, policies });
  const { location } = verdict;
  return {
    ...verdict,
    extracted: clip(verdict.extracted),
    goldNormal: clip(verdict.goldNormal),
    answerNormal: clip(verdict.answerNormal),
    excerpt: location === null ? null : excerptOf(output, location),
    milliseconds: Math.round((performance.now() - startMs) * 100) / 100,
  };
}

function excerptOf(text: string, { start, end }: { start: number; end: number }) {
  const from = Math.max(0, start - EXCERPT_CHARACTERS);
  const to = Math.min(text.length, end + EXCERPT_CHARACTERS);
  return {
    before: (from > 0 ? "…" : "") + wellFormed(text.slice(from, start)),
    answer: wellFormed(text.slice(start, Math.min(end, start + MAX_SHOWN))),
    after: wellFormed(text.slice(end, to)) + (to < text.length ? "…" : ""),
  };
}

const clip = (text: string | null): string | null =>
  text === null ? null : wellFormed(text.slice(0, MAX_SHOWN));

/** A cut may halve a surrogate pair, which JSON of other languages does not take. */
const wellFormed = (text: string): string => text.replace(/[\uD800-\uDBFF]$|^[\uDC00-\uDFFF]/g, "");
