import { afterAll, describe, expect, it } from "vitest";
import { ExpectedOutputs } from "@/gpu-runner/judge/code-expected";
import { type CodeBench, runCode } from "@/gpu-runner/judge/code-run";
import { Testers } from "@/gpu-runner/judge/code-tester";
import { createBubblewrap } from "@/gpu-runner/sandbox/bubblewrap/engine";
import { createPyodide } from "@/gpu-runner/sandbox/pyodide/engine";
import type { SandboxName } from "@/gpu-runner/sandbox/sandbox";
import { CONTEST_PROBLEMS, type ContestProblem } from "@/tests/golden/code/contest-problems";
import { suiteOf, titleOf } from "./sandbox/suites";

/** WebAssembly Python starts slowly: there one attempt at every problem is run, in turn the first (right) and the second (mostly wrong). */
const chosenOf = (problem: ContestProblem, index: number, name: SandboxName) =>
  name === "pyodide" ? problem.attempts.slice(index % 2, (index % 2) + 1) : problem.attempts;

const SUITES = await Promise.all([suiteOf(createBubblewrap()), suiteOf(createPyodide({ spares: 2 }))]);

for (const { engine, name, reason } of SUITES) {
  describe.skipIf(reason !== null)(titleOf(`contest problems in ${name}`, reason), () => {
    const bench: CodeBench = { engine, testers: new Testers(engine), expected: new ExpectedOutputs(null) };
    afterAll(async () => {
      await bench.testers.close();
      await engine.close();
    });

    const chosen = CONTEST_PROBLEMS.map((problem, index) => ({
      ...problem,
      tried: chosenOf(problem, index, name),
    }));
    it.each(chosen)("$id", async ({ tests, tried }) => {
      const verdicts = await Promise.all(
        tried.map(async ({ program }) => (await runCode(bench, program, tests)).reason),
      );
      expect(verdicts).toEqual(tried.map(({ verdict }) => verdict));
    });
  });
}
