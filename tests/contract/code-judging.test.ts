import { afterAll, describe, expect, it } from "vitest";
import { ExpectedOutputs } from "@/gpu-runner/judge/code-expected";
import { type CodeBench, runCode } from "@/gpu-runner/judge/code-run";
import { Testers } from "@/gpu-runner/judge/code-tester";
import { createBubblewrap } from "@/gpu-runner/sandbox/bubblewrap/engine";
import { createPyodide } from "@/gpu-runner/sandbox/pyodide/engine";
import { CONTEST_PROBLEMS } from "@/tests/golden/code/contest-problems";
import { suiteOf, titleOf } from "./sandbox/suites";

/** WebAssembly Python starts slowly: there the first two attempts at every problem are run, a right one and mostly a wrong one. */
const ATTEMPTS = { bubblewrap: Number.POSITIVE_INFINITY, pyodide: 2 } as const;

const SUITES = await Promise.all([suiteOf(createBubblewrap()), suiteOf(createPyodide({ spares: 2 }))]);

for (const { engine, name, reason } of SUITES) {
  describe.skipIf(reason !== null)(titleOf(`contest problems in ${name}`, reason), () => {
    const bench: CodeBench = { engine, testers: new Testers(engine), expected: new ExpectedOutputs(null) };
    afterAll(async () => {
      await bench.testers.close();
      await engine.close();
    });

    it.each(CONTEST_PROBLEMS)("$id", async ({ tests, attempts }) => {
      const tried = attempts.slice(0, ATTEMPTS[name]);
      const verdicts = await Promise.all(
        tried.map(async ({ program }) => (await runCode(bench, program, tests)).reason),
      );
      expect(verdicts).toEqual(tried.map(({ verdict }) => verdict));
    });
  });
}
