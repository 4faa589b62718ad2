import type { CodeTests } from "@/contracts/code-tests";
import { CODE_POLICIES } from "@/contracts/code-verdict";
import { DEFAULT_LIMITS, type SandboxEngine, type SandboxLimits } from "../sandbox/sandbox";

/** Frames between candidate and tester, all of one problem. */
const FRAME_BYTES = 512 * 1024 ** 2;
const STDOUT_BYTES = 16 * 1024 ** 2;

/**
 * Limits of one candidate process. CPU time decides, so that a busy machine does not; the clock is four times as patient.
 * Where CPU time cannot be limited (WebAssembly without /proc) the clock alone decides, at the same number.
 */
export function candidateLimits(
  engine: Pick<SandboxEngine, "name" | "limitsCpu">,
  tests: CodeTests,
): SandboxLimits {
  const factor = engine.name === "pyodide" ? CODE_POLICIES.emulatedFactor : 1;
  const isPrinted = tests.style === "stdin-stdout";
  const cpuMs =
    (tests.timeLimitMs ?? (isPrinted ? CODE_POLICIES.printedCpuMs : CODE_POLICIES.functionCpuMs)) * factor;
  return {
    memoryBytes: CODE_POLICIES.memoryBytes,
    cpuSeconds: Math.ceil(cpuMs / 1000),
    wallMs: engine.limitsCpu ? CODE_POLICIES.clockFactor * cpuMs : cpuMs,
    outputBytes: isPrinted ? STDOUT_BYTES : FRAME_BYTES,
  };
}

/** A tester is trusted; its limits only end what hangs. */
export const TESTER_LIMITS: SandboxLimits = {
  wallMs: 24 * 3_600_000,
  cpuSeconds: 3_600,
  memoryBytes: DEFAULT_LIMITS.memoryBytes,
  outputBytes: 4 * 1024 ** 3,
};
