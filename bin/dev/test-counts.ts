import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

export type Counts = { passed: number; failed: number; skipped: number };

const vitestSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});
const playwrightSchema = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** Counts of a vitest JSON report. A runner that failed without a failed test (a file that does not load) counts as one. */
export function countsOfVitest(report: string, ok: boolean): Counts {
  const read = existsSync(report) ? vitestSchema.safeParse(JSON.parse(readFileSync(report, "utf8"))) : null;
  if (!read?.success) return { passed: 0, failed: ok ? 0 : 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = read.data;
  return withRunner(
    { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests },
    ok,
  );
}

/** Counts of a Playwright JSON report; a test that passed only when tried again is a failure here. */
export function countsOfPlaywright(report: string, ok: boolean): Counts {
  const read = existsSync(report)
    ? playwrightSchema.safeParse(JSON.parse(readFileSync(report, "utf8")))
    : null;
  if (!read?.success) return { passed: 0, failed: ok ? 0 : 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = read.data.stats;
  return withRunner({ passed: expected, failed: unexpected + flaky, skipped }, ok);
}

function withRunner(counts: Counts, ok: boolean): Counts {
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

export function sum(parts: readonly Counts[]): Counts {
  return parts.reduce(
    (total, part) => ({
      passed: total.passed + part.passed,
      failed: total.failed + part.failed,
      skipped: total.skipped + part.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
