import { randomUUID } from "node:crypto";
import type { CodeTests } from "@/contracts/code-tests";
import type { SandboxEngine } from "../sandbox/sandbox";
import { candidateLimits } from "./code-limits";
import { type CodeResult, reasonOfExit } from "./code-result";

type AssertTests = Extract<CodeTests, { style: "python-asserts" }>;

/**
 * Program and tests in one interpreter, for the few tasks whose tests build objects of the program's classes. The last
 * line keeps honest programs apart from those that end early; a program that means to forge it can.
 */
export async function runShared(
  engine: SandboxEngine,
  source: string,
  tests: AssertTests,
): Promise<CodeResult> {
  const word = randomUUID();
  const whole = [source, tests.setup, ...tests.tests, `print("\\n" + ${JSON.stringify(word)})`].join("\n");
  await using program = await engine.open({
    files: [{ path: "main.py", bytes: Buffer.from(whole.replaceAll("\r\n", "\n")) }],
    main: "main.py",
    stdin: new Uint8Array(0),
    limits: candidateLimits(engine, tests),
  });
  let last = "";
  for await (const line of program.frames()) last = Buffer.from(line).toString("utf8");
  const exit = await program.exit;
  const total = tests.tests.length;
  if (exit.kind === "lost") return { kind: "lost", reason: exit.reason, passed: 0, total };
  if (exit.kind === "exited" && exit.code === 0 && last === word)
    return { kind: "passed", reason: "passed-shared", passed: total, total };
  const reason = exit.kind === "exited" ? "wrong-value" : reasonOfExit(exit);
  return { kind: "failed", reason, passed: 0, total };
}
