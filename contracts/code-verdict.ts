import { z } from "zod";

/** Moves whenever a verdict on the same program and tests may move; part of every key of code verdicts. */
const CODE_VERDICT_VERSION = "1.1.0";

/** What decides a code verdict beside the tests of the benchmark. */
export const CODE_POLICIES = {
  program: "last-block",
  functionCpuMs: 10_000,
  printedCpuMs: 6_000,
  memoryBytes: 1024 ** 3,
  /** WebAssembly Python takes 2 to 9 times as long; its limits are the original ones times this, and are shown so. */
  emulatedFactor: 5,
} as const;

/** What a runner's sandbox is, or why it has none. */
export const sandboxReportSchema = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    engine: z.enum(["bubblewrap", "pyodide"]),
    version: z.string().max(80),
    python: z.string().max(80),
    network: z.enum(["namespace", "patched"]),
    /** Key under which this sandbox's verdicts are stored. */
    verifierKey: z.string().max(200),
  }),
  z.object({ ok: z.literal(false), reason: z.string().max(2000) }),
]);
export type SandboxReport = z.infer<typeof sandboxReportSchema>;
export type RunningSandbox = Extract<SandboxReport, { ok: true }>;

/** `<kind>:<version>:<policy hash>` of code verdicts; `sha256` gives hexadecimal digits of a text. */
export function codeVerifierKey(engine: RunningSandbox["engine"], sha256: (text: string) => string): string {
  const kind = engine === "bubblewrap" ? "code.cpython" : "code.pyodide";
  return `${kind}:${CODE_VERDICT_VERSION}:${sha256(JSON.stringify(CODE_POLICIES)).slice(0, 12)}`;
}

export const isCodeKey = (key: string): boolean => key.startsWith("code.");

/** How a sandbox is named to people. */
export const sandboxTitle = (one: RunningSandbox): string =>
  `${one.engine} ${one.version}, Python ${one.python}${one.engine === "pyodide" ? " (WebAssembly)" : ""}`;

/** Bubblewrap is a boundary and keeps the original time limits, so it comes before WebAssembly. */
export function bestSandbox(reports: readonly SandboxReport[]): RunningSandbox | null {
  const running = reports.filter((report) => report.ok);
  return running.find((report) => report.engine === "bubblewrap") ?? running[0] ?? null;
}
