import { z } from "zod";

/** Moves whenever a verdict on the same program and tests may move; part of every key of code verdicts. */
export const CODE_VERDICT_VERSION = "1.2.0";

/** What decides a code verdict beside the tests of the benchmark. */
export const CODE_POLICIES = {
  program: "last-block",
  functionCpuMs: 10_000,
  printedCpuMs: 6_000,
  /** Where CPU time ends a program, the clock is this much more patient. */
  clockFactor: 4,
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

/**
 * `<kind>:<version>:<policy hash>` of code verdicts. The kind names the Python by its minor version, because programs behave
 * differently between two: `code.cpython-3.11`. `sha256` gives hexadecimal digits of a text.
 */
export function codeVerifierKey(
  { engine, python }: Pick<RunningSandbox, "engine" | "python">,
  sha256: (text: string) => string,
): string {
  const kind = `${engine === "bubblewrap" ? "code.cpython" : "code.pyodide"}-${minorOf(python)}`;
  return `${kind}:${CODE_VERDICT_VERSION}:${sha256(JSON.stringify(CODE_POLICIES)).slice(0, 12)}`;
}

/** `3.11` of `3.11.2`. */
const minorOf = (python: string): string => /^\d+\.\d+/.exec(python)?.[0] ?? "0.0";

export const isCodeKey = (key: string): boolean => key.startsWith("code.");

/** How a sandbox is named to people. */
export const sandboxTitle = (one: RunningSandbox): string =>
  `${one.engine} ${one.version}, Python ${one.python}${one.engine === "pyodide" ? " (WebAssembly)" : ""}`;

/**
 * Bubblewrap is a boundary and keeps the original time limits, so it comes before WebAssembly; then the newest Python, so that
 * the choice does not depend on which runner was heard of last.
 */
export function bestSandbox(reports: readonly SandboxReport[]): RunningSandbox | null {
  const running = reports.filter((report) => report.ok);
  return running.reduce<RunningSandbox | null>(
    (best, one) => (best === null || compareKeys(one.verifierKey, best.verifierKey) > 0 ? one : best),
    null,
  );
}

/**
 * Whether stored programs that were judged under `from` are to be run again under `to`: another version of the same Python,
 * a newer Python, or CPython instead of WebAssembly; never the other way round.
 */
export function isNewerCodeKey(to: string, from: string): boolean {
  return to !== from && compareKeys(to, from) >= 0;
}

/** By engine, then by Python; keys of the first software name no Python and come before all others. */
function compareKeys(one: string, other: string): number {
  const [left, right] = [partsOf(one), partsOf(other)];
  return left.engine - right.engine || left.major - right.major || left.minor - right.minor;
}

function partsOf(key: string): { engine: number; major: number; minor: number } {
  const [, engine, major, minor] = /^code\.(\w+)(?:-(\d+)\.(\d+))?:/.exec(key) ?? [];
  return { engine: engine === "cpython" ? 1 : 0, major: Number(major ?? 0), minor: Number(minor ?? 0) };
}
