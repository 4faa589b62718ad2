import type { CodeTests } from "@/contracts/code-tests";
import { candidateLimits } from "@/gpu-runner/judge/code-limits";
import type { SandboxEngine } from "@/gpu-runner/sandbox/sandbox";

type CheckTests = Extract<CodeTests, { style: "python-check" }>;

/**
 * What CPython alone says: program and tests in one interpreter, passed where it ends with 0. Only for programs that do not
 * mean to forge; still inside the sandbox.
 */
export async function plainCheck(engine: SandboxEngine, source: string, tests: CheckTests): Promise<boolean> {
  const program = `${source}\n\n${tests.test}\n\ncheck(${tests.entryPoint})\n`;
  await using started = await engine.open({
    files: [{ path: "main.py", bytes: Buffer.from(program) }],
    main: "main.py",
    stdin: new Uint8Array(0),
    limits: candidateLimits(engine, tests),
  });
  for await (const _ of started.frames());
  const exit = await started.exit;
  if (exit.kind === "lost") throw new Error(exit.reason);
  return exit.kind === "exited" && exit.code === 0;
}
