import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { humaneval, humanevalPlus, mbpp, mbppPlusEarly } from "@/catalog/benchmarks/code";
import { type CodeTests, readCodeTests } from "@/contracts/code-tests";
import { readBenchmark } from "../../benchmark-file";
import { ROOT } from "../../root";

export const SHARED = path.resolve(ROOT, process.env.PLUMBLINE_SHARED ?? "../shared", "data");

export type Task = { id: string; tests: CodeTests; solution: string };

/** The tasks of a code benchmark at hand with their reference solutions as whole programs; null where the file is not there. */
export async function tasksOf(name: keyof typeof SOURCES): Promise<Task[] | null> {
  const folder = path.join(SHARED, "benchmarks");
  const loaded = existsSync(folder) ? await readBenchmark(folder, SOURCES[name]) : null;
  return (
    loaded?.problems.map(({ id, judging, solution }) => {
      const tests = readCodeTests(judging);
      if (tests === null) throw new Error(`${name} ${id} has no tests that can be run`);
      const isRest = tests.style === "python-check";
      const asked =
        name === "mbpp-edited" && tests.style === "python-inputs" ? { ...tests, plusInput: "[]" } : tests;
      const whole = tests.style === "python-inputs" ? tests.reference : (solution ?? "");
      return { id, tests: asked, solution: isRest ? `${tests.prompt}${solution}` : whole };
    }) ?? null
  );
}

const SOURCES = {
  humaneval,
  "humaneval-plus": humanevalPlus,
  mbpp,
  "mbpp-plus-early": mbppPlusEarly,
  /** MBPP as EvalPlus edited it: its base inputs without the added ones. */
  "mbpp-edited": mbppPlusEarly,
};

const recordSchema = z.object({
  eval: z.record(
    z.string(),
    z.array(
      z.object({
        solution: z.string(),
        base_status: z.string(),
        plus_status: z.string().nullable().default(null),
      }),
    ),
  ),
});

export type Recorded = { id: string; solution: string; base: boolean; plus: boolean };

/** Programs with the verdicts that EvalPlus recorded; null where the file is not there. `plus` means base and plus. */
export function recordedVerdicts(file: string): Recorded[] | null {
  const place = path.join(SHARED, "traces", "evalplus-eval-results", file);
  if (!existsSync(place)) return null;
  const read = recordSchema.parse(JSON.parse(readFileSync(place, "utf8")));
  return Object.entries(read.eval).flatMap(([id, samples]) =>
    samples.map((one) => ({
      id: id.replace("/", "-"),
      solution: one.solution,
      base: one.base_status === "pass",
      plus: one.base_status === "pass" && one.plus_status === "pass",
    })),
  );
}
