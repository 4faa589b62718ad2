import type { CodeTests } from "@/contracts/code-tests";
import type { SandboxEngine, SandboxProcess } from "../sandbox/sandbox";
import { candidateLimits } from "./code-limits";
import { sameOutput } from "./code-outputs";
import { type CodeResult, reasonOfExit } from "./code-result";

type PrintedTests = Extract<CodeTests, { style: "stdin-stdout" }>;

/** One process a test, standard input as a file, output compared here. Stops at the first failure. */
export async function runPrinted(
  engine: SandboxEngine,
  source: string,
  tests: PrintedTests,
): Promise<CodeResult> {
  const limits = candidateLimits(engine, tests);
  const total = tests.tests.length;
  for (const [passed, test] of tests.tests.entries()) {
    await using program = await engine.open({
      files: [{ path: "main.py", bytes: Buffer.from(source) }],
      main: "main.py",
      stdin: Buffer.from(test.input),
      limits,
    });
    const printed = await readAll(program);
    const exit = await program.exit;
    if (exit.kind === "lost") return { kind: "lost", reason: exit.reason, passed, total };
    if (exit.kind !== "exited" || exit.code !== 0)
      return { kind: "failed", reason: reasonOfExit(exit), passed, total };
    if (!sameOutput(printed, test.output, tests.tolerance))
      return { kind: "failed", reason: "wrong-output", passed, total };
  }
  return { kind: "passed", reason: "passed", passed: total, total };
}

async function readAll(program: SandboxProcess): Promise<string> {
  const lines: string[] = [];
  for await (const line of program.frames()) lines.push(Buffer.from(line).toString("utf8"));
  return lines.join("\n");
}
