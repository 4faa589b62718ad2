import { and, eq, inArray, type SQL, type SQLWrapper } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { problem, sample, verdict } from "./schema";

type Verdicts = Record<"runId" | "verifierKey" | "problemId" | "sampleIndex", AnyPgColumn>;

/** Joins a stored sample with its problem, in the version of the benchmark that its run asks. */
export function problemOfSample(benchmarkVersionId: string | SQLWrapper): SQL | undefined {
  return and(eq(problem.benchmarkVersionId, benchmarkVersionId), eq(problem.id, sample.problemId));
}

/** Joins a stored sample with its verdict under one of these keys; `verdicts` may be an alias of the table. */
export function verdictOfSample(
  keys: string | readonly string[],
  verdicts: Verdicts = verdict,
): SQL | undefined {
  return and(
    eq(verdicts.runId, sample.runId),
    typeof keys === "string" ? eq(verdicts.verifierKey, keys) : inArray(verdicts.verifierKey, [...keys]),
    eq(verdicts.problemId, sample.problemId),
    eq(verdicts.sampleIndex, sample.sampleIndex),
  );
}
