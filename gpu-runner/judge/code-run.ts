import type { CodeTests } from "@/contracts/code-tests";
import type { SandboxEngine } from "../sandbox/sandbox";
import { allInputs, type ExpectedOutputs, ReferenceFailed } from "./code-expected";
import { candidateLimits } from "./code-limits";
import { runPrinted } from "./code-printed";
import { type CodeResult, reasonOfExit } from "./code-result";
import { runShared } from "./code-shared";
import { runSplit, type SplitResult } from "./code-split";
import type { Testers } from "./code-tester";

export type CodeBench = { engine: SandboxEngine; testers: Testers; expected: ExpectedOutputs };

/** Runs a program against the tests of its problem. */
export async function runCode(bench: CodeBench, source: string, tests: CodeTests): Promise<CodeResult> {
  const { engine, testers } = bench;
  const limits = candidateLimits(engine, tests);
  switch (tests.style) {
    case "stdin-stdout":
      return runPrinted(engine, source, tests);
    case "python-asserts":
      if (tests.isolation === "shared") return runShared(engine, source, tests);
      return fromSplit(await runSplit(engine, testers, { source, limits, job: jobOf(tests) }));
    case "python-check":
    case "python-call":
      return fromSplit(await runSplit(engine, testers, { source, limits, job: jobOf(tests) }));
    case "python-inputs": {
      try {
        const expected = await bench.expected.of(engine, testers, tests);
        const { reference: _, baseInput: __, plusInput: ___, ...rest } = tests;
        const head = JSON.stringify({ ...rest, inputs: allInputs(tests) }).slice(0, -1);
        const job = Buffer.concat([Buffer.from(`${head},"expected":`), expected, Buffer.from("}")]);
        return fromSplit(await runSplit(engine, testers, { source, limits, job }));
      } catch (error) {
        if (!(error instanceof ReferenceFailed)) throw error;
        return {
          kind: error.why === "lost" ? "lost" : "broken-tests",
          reason: error.message,
          passed: 0,
          total: null,
        };
      }
    }
  }
}

/** MBPP names its function in the tests only; every name that they call and nobody else has is the program's. */
function jobOf(tests: CodeTests): Uint8Array {
  return Buffer.from(JSON.stringify({ entryPoint: null, ...tests }));
}

function fromSplit(result: SplitResult): CodeResult {
  switch (result.kind) {
    case "said":
      return {
        kind: result.failure === null ? "passed" : "failed",
        reason: result.failure === null ? "passed" : reasonOfFailure(result.failure),
        passed: result.passed,
        total: result.total,
      };
    case "not-loaded":
      return { kind: "failed", reason: `load-${result.error}`, passed: 0, total: null };
    case "ended":
      return { kind: "failed", reason: reasonOfExit(result.exit), passed: 0, total: null };
    case "broken-tests":
    case "lost":
      return { kind: result.kind, reason: result.reason, passed: 0, total: null };
  }
}

const reasonOfFailure = (failure: string): string =>
  failure === "AssertionError" || failure === "WrongValue" ? "wrong-value" : `raised-${failure}`;
