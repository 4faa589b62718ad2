import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import {
  DEFAULT_LIMITS,
  type SandboxEngine,
  type SandboxExit,
  type SandboxLimits,
} from "@/gpu-runner/sandbox/sandbox";

export type Ran = { exit: SandboxExit; output: string; errors: string; name: string; ms: number };

/** Runs a program to its end. Its name is its own, so that what it leaves behind can be found. */
export async function runPython(
  engine: SandboxEngine,
  program: string,
  options: { stdin?: string; limits?: Partial<SandboxLimits> } = {},
): Promise<Ran> {
  const name = `p${randomUUID().slice(0, 8)}.py`;
  const startedAt = Date.now();
  await using started = await engine.open({
    files: [{ path: name, bytes: Buffer.from(program) }],
    main: name,
    stdin: Buffer.from(options.stdin ?? ""),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
  });
  const lines: string[] = [];
  for await (const line of started.frames()) lines.push(Buffer.from(line).toString("utf8"));
  const exit = await started.exit;
  return { exit, output: lines.join("\n"), errors: started.lastErrors(), name, ms: Date.now() - startedAt };
}

/** Processes of this machine whose command line has this text. */
export function processesWith(text: string): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "latin1").includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}
