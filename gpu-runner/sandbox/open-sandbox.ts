import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { codeVerifierKey, type RunningSandbox, type SandboxReport } from "@/contracts/code-verdict";
import { createBubblewrap } from "./bubblewrap/engine";
import { createPyodide } from "./pyodide/engine";
import type { SandboxEngine } from "./sandbox";

export const SANDBOX_CHOICES = ["auto", "bubblewrap", "pyodide", "none"] as const;
export type SandboxChoice = (typeof SANDBOX_CHOICES)[number];

export type Sandbox = { engine: SandboxEngine; report: RunningSandbox };

/** A sandbox that has run a program here, or why there is none. */
export type OpenedSandbox = { sandbox: Sandbox | null; report: SandboxReport };

/**
 * The first engine that runs a program: bubblewrap, which is a boundary, before WebAssembly, which needs only npm. There
 * is no third one: where neither runs, programs are not judged.
 */
export async function openSandbox(choice: SandboxChoice): Promise<OpenedSandbox> {
  if (choice === "none") return refused("the runner was started without a sandbox (PLUMBLINE_SANDBOX=none)");
  const reasons: string[] = [];
  for (const create of [createBubblewrap, () => createPyodide({ spares: availableParallelism() })]) {
    const engine = create();
    if (choice !== "auto" && choice !== engine.name) {
      await engine.close();
      continue;
    }
    const probe = await engine.probe();
    if (probe.ok) {
      const { python, version, network } = probe;
      const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
      const verifierKey = codeVerifierKey({ engine: engine.name, python }, sha256);
      const report = { ok: true as const, engine: engine.name, version, python, network, verifierKey };
      return { sandbox: { engine, report }, report };
    }
    reasons.push(`${engine.name}: ${probe.reason}`);
    await engine.close();
  }
  return refused(reasons.join(" "));
}

const refused = (reason: string): OpenedSandbox => ({
  sandbox: null,
  report: { ok: false, reason: reason.slice(0, 2000) },
});
