import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ExpectedOutputs } from "@/gpu-runner/judge/code-expected";
import { type CodeBench, runCode } from "@/gpu-runner/judge/code-run";
import { Testers } from "@/gpu-runner/judge/code-tester";
import { type OpenedSandbox, openSandbox } from "@/gpu-runner/sandbox/open-sandbox";
import { CONTEST_PROBLEMS } from "@/tests/golden/code/contest-problems";

/** WebAssembly Python starts slowly: there the first attempt at every third problem is run. */
const EVERY = { bubblewrap: 1, pyodide: 3 } as const;

describe.each(["bubblewrap", "pyodide"] as const)("contest problems in %s", (name) => {
  let sandbox: OpenedSandbox;
  let bench: CodeBench;

  beforeAll(async () => {
    sandbox = await openSandbox(name);
    const engine = sandbox.sandbox?.engine;
    if (engine !== undefined) {
      bench = { engine, testers: new Testers(engine), expected: new ExpectedOutputs(null) };
    }
  });
  afterAll(async () => {
    await bench?.testers.close();
    await bench?.engine.close();
  });

  const chosen = CONTEST_PROBLEMS.filter((_, index) => index % EVERY[name] === 0);
  it.each(chosen)("$id", async ({ tests, attempts }) => {
    if (!sandbox.report.ok) {
      // A skip inside a table of cases has no context of its own to say so.
      console.warn(`skipped: ${name} does not run here: ${sandbox.report.reason}`);
      return;
    }
    const tried = name === "pyodide" ? attempts.slice(0, 1) : attempts;
    const verdicts = await Promise.all(
      tried.map(async ({ program }) => (await runCode(bench, program, tests)).reason),
    );
    expect(verdicts).toEqual(tried.map(({ verdict }) => verdict));
  });
});
