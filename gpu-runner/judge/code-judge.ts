import { type CodeTests, readCodeTests } from "@/contracts/code-tests";
import { type RunningSandbox, sandboxTitle } from "@/contracts/code-verdict";
import type { JudgedProblem } from "@/contracts/runner";
import type { Sandbox } from "../sandbox/open-sandbox";
import { ExpectedOutputs } from "./code-expected";
import { findProgram, isCutInBlock } from "./code-program";
import type { CodeResult } from "./code-result";
import { type CodeBench, runCode } from "./code-run";
import { Testers } from "./code-tester";
import type { GivenSample, JudgedSample } from "./judge-sample";
import { faultySample } from "./judge-sample";

/** Attempts at a program when the engine fails, which says nothing about the program. */
const ATTEMPTS = 3;
const MAX_EXTRACTED = 20_000;
const MAX_RULE = 200;

/** Judges programs in one sandbox. */
export class CodeJudge {
  readonly sandbox: RunningSandbox;
  /** Programs that are run at a time. */
  readonly concurrency: number;
  readonly #bench: CodeBench;

  /** `folder` keeps what reference solutions answer; null keeps it in memory. */
  constructor(sandbox: Sandbox, { folder, concurrency }: { folder: string | null; concurrency: number }) {
    this.sandbox = sandbox.report;
    this.concurrency = concurrency;
    this.#bench = {
      engine: sandbox.engine,
      testers: new Testers(sandbox.engine),
      expected: new ExpectedOutputs(folder === null ? null : { folder, python: sandbox.report.python }),
    };
  }

  /** The outcome of one sample. Throws where the engine fails again and again: then there is no verdict. */
  async judge(given: GivenSample, problem: JudgedProblem): Promise<JudgedSample> {
    if (given.fault !== null) return faultySample(given, given.fault);
    const tests = readCodeTests(problem.judging);
    const place = { problemId: given.problemId, sample: given.sample };
    const nothing = { extracted: null, goldNormal: null, answerNormal: null };
    if (tests === null) return { ...place, ...nothing, outcome: "undecided", rule: "code/no-tests" };
    const program = findProgram(given.response, tests);
    const isCut = given.finishReason === "length" && (program === null || isCutInBlock(given.response));
    if (program === null || isCut) {
      const outcome = isCut ? "truncated" : "unparsed";
      return { ...place, ...nothing, outcome, rule: "code/no-program" };
    }
    const result = await this.#run(program.source, tests);
    const outcomes = { passed: "correct", failed: "incorrect", "broken-tests": "undecided" } as const;
    return {
      ...place,
      outcome: outcomes[result.kind],
      extracted: program.answer.slice(0, MAX_EXTRACTED),
      rule: `code/${program.form}/${result.kind === "broken-tests" ? "broken-tests" : result.reason}`.slice(
        0,
        MAX_RULE,
      ),
      goldNormal: result.total === null ? null : `${result.total} tests`,
      answerNormal: this.#summary(result, tests),
    };
  }

  async #run(
    source: string,
    tests: CodeTests,
  ): Promise<CodeResult & { kind: "passed" | "failed" | "broken-tests" }> {
    let reason = "";
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const result = await runCode(this.#bench, source, tests);
      if (result.kind !== "lost") return { ...result, kind: result.kind };
      reason = result.reason;
    }
    throw new Error(`The sandbox failed ${ATTEMPTS} times and the program has no verdict: ${reason}`);
  }

  /** Where and how it ran, in words, with every verdict. */
  #summary(result: CodeResult, tests: CodeTests): string {
    const isPrinted = tests.style === "stdin-stdout" || tests.style === "python-call";
    const isShared = tests.style === "python-asserts" && tests.isolation === "shared";
    return [
      `passed ${result.passed} of ${result.total ?? "?"}`,
      sandboxTitle(this.sandbox),
      ...(this.sandbox.engine === "pyodide" && isPrinted ? ["timing: emulated"] : []),
      ...(isShared ? ["isolation: shared"] : []),
    ].join("; ");
  }

  close(): Promise<void> {
    return this.#bench.testers.close();
  }
}
