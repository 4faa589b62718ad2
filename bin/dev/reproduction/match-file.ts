import type { AnswerKind } from "@/contracts/benchmark";
import type { JudgedProblem } from "@/contracts/runner";
import { type ForeignSample, foldSpace, Matcher } from "@/formats";
import type { MatchedSample } from "./reproduce-file";
import { goldLetter } from "./rules/only-letter";

export type Benchmark = {
  slug: string;
  /** The verifier policies of its card. */
  policies: Record<string, unknown>;
  problems: readonly JudgedProblem[];
  matcher: Matcher<JudgedProblem>;
};
export type FileRow = { line: number; sample: ForeignSample };

export type MatchReport = {
  benchmark: string;
  matched: MatchedSample[];
  /** Rows of no problem of the benchmark, with problems made of what they say themselves. */
  rest: MatchedSample[];
  matchedBy: Record<string, number>;
  unmatched: number;
  doubled: number;
  otherGold: number;
};

/** Share of the rows that must be of a benchmark before the file counts as one of it. */
const ENOUGH = 0.3;

/** Matches a file with the benchmark that most of its rows are of (the smallest such), or with its own golds. */
export function matchFile(
  rows: readonly FileRow[],
  benchmarks: readonly Benchmark[],
  format: string,
): MatchReport {
  let best: { benchmark: Benchmark; hits: number } | null = null;
  const looked = rows.filter((_, index) => index % Math.ceil(rows.length / 100) === 0);
  for (const benchmark of benchmarks) {
    const hits = looked.filter(({ sample }) => "problem" in benchmark.matcher.match(sample)).length;
    const isBetter =
      best === null ||
      hits > best.hits ||
      (hits === best.hits && benchmark.problems.length < best.benchmark.problems.length);
    if (hits > ENOUGH * looked.length && isBetter) best = { benchmark, hits };
  }
  const own = new Matcher(ownProblems(rows, format), () => true);
  if (best === null) return report(rows, "the file's own golds", own).made;
  const { made, others } = report(rows, best.benchmark.slug, best.benchmark.matcher);
  return { ...made, rest: report(others, "", own).made.matched };
}

function report(rows: readonly FileRow[], benchmark: string, matcher: Matcher<JudgedProblem>) {
  const made: MatchReport = {
    benchmark,
    matched: [],
    rest: [],
    matchedBy: {},
    unmatched: 0,
    doubled: 0,
    otherGold: 0,
  };
  const others: FileRow[] = [];
  const seen = new Map<string, Set<number>>();
  for (const { line, sample } of rows) {
    const match = matcher.match(sample);
    if ("error" in match) {
      made.unmatched++;
      others.push({ line, sample });
      continue;
    }
    const numbers = seen.get(match.problem.id) ?? new Set<number>();
    seen.set(match.problem.id, numbers);
    const number = match.sample ?? numbers.size;
    if (numbers.has(number)) {
      made.doubled++;
      continue;
    }
    numbers.add(number);
    made.matchedBy[match.by] = (made.matchedBy[match.by] ?? 0) + 1;
    if (match.otherGold) made.otherGold++;
    made.matched.push({ line, number, problem: match.problem, sample });
  }
  return { made, others };
}

const OWN_KINDS: Record<string, AnswerKind> = { opencompass: "choice", mmmu: "choice", inspect: "text" };

/** Problems made of what the rows say of themselves, for sets that are no benchmark of the catalogue. */
function ownProblems(rows: readonly FileRow[], format: string): JudgedProblem[] {
  const answerKind = OWN_KINDS[format] ?? "expression";
  const problems = new Map<string, JudgedProblem>();
  for (const { sample } of rows) {
    const named = sample.problem;
    if ("id" in named) continue;
    const statement = named.statement ?? named.prompt ?? named.toolIds[0];
    // Several items may share one question and differ in their figures; then the id tells them apart.
    const key = named.toolIds[0] ?? foldSpace(statement ?? "");
    if (statement === undefined || statement === null || problems.has(key)) continue;
    const isYesNo = answerKind === "text" && /^(yes|no)$/i.test(named.gold ?? "");
    const gold = answerKind === "choice" ? (goldLetter(named.gold ?? "") ?? "") : (named.gold ?? "");
    problems.set(key, {
      id: named.toolIds[0] ?? `row-${problems.size}`,
      statement,
      images: [],
      options: null,
      answerKind: isYesNo ? "boolean" : answerKind,
      level: null,
      gold,
      judging: null,
      aliases: [],
    });
  }
  return [...problems.values()];
}
