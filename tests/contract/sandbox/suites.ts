import type { SandboxEngine, SandboxName } from "@/gpu-runner/sandbox/sandbox";

export type EngineSuite = { engine: SandboxEngine; name: SandboxName; reason: string | null };

/** An engine that has run a program here, or why its suite is skipped; PLUMBLINE_SANDBOX leaves the other ones out. */
export async function suiteOf(engine: SandboxEngine): Promise<EngineSuite> {
  const reason = await whySkipped(engine);
  if (reason !== null) await engine.close();
  return { engine, name: engine.name, reason };
}

/** The suite's name with the reason in it, so that a skip is read in every report. */
export const titleOf = (title: string, reason: string | null): string =>
  reason === null ? title : `${title} (skipped: ${reason})`;

async function whySkipped(engine: SandboxEngine): Promise<string | null> {
  const wanted = process.env.PLUMBLINE_SANDBOX || "auto";
  if (wanted !== "auto" && wanted !== engine.name) return `PLUMBLINE_SANDBOX is ${wanted}`;
  const probe = await engine.probe();
  return probe.ok ? null : `${engine.name} does not run here: ${probe.reason}`;
}
