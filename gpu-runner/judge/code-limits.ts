import type { CodeTests } from "@/contracts/code-tests";
import { DEFAULT_LIMITS, type SandboxEngine, type SandboxLimits } from "../sandbox/sandbox";

/** WebAssembly Python takes 2 to 9 times as long; its limits are the original ones times this, and are shown so. */
export const EMULATED_FACTOR = 5;
const FUNCTION_CPU_MS = 10_000;
const STDIN_CPU_MS = 6_000;
/** Frames between candidate and tester, all of one problem. */
const FRAME_BYTES = 64 * 1024 ** 2;
const STDOUT_BYTES = 16 * 1024 ** 2;

/**
 * Limits of one candidate process. CPU time decides, so that a busy machine does not; the clock is twice as patient.
 * Where CPU time cannot be limited the clock alone decides.
 */
export function candidateLimits(engine: Pick<SandboxEngine, "name">, tests: CodeTests): SandboxLimits {
  const factor = engine.name === "pyodide" ? EMULATED_FACTOR : 1;
  const isPrinted = tests.style === "stdin-stdout";
  const cpuMs = (tests.timeLimitMs ?? (isPrinted ? STDIN_CPU_MS : FUNCTION_CPU_MS)) * factor;
  return {
    ...DEFAULT_LIMITS,
    cpuSeconds: Math.ceil(cpuMs / 1000),
    wallMs: engine.name === "pyodide" ? cpuMs : 2 * cpuMs,
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
