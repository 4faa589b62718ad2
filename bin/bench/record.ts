import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import path from "node:path";
import { ROOT } from "../root";

/** Load averages of the last one, five and fifteen minutes. */
export const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(", ");

/** What a figure was measured on. */
export const machine = (loadBefore: string) => ({
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  node: process.version,
  loadBefore,
  loadAfter: load(),
});

/** Writes one part of docs/benchmarks.json; other benches keep theirs. */
export function record(part: string, result: unknown): void {
  const file = path.join(ROOT, "docs", "benchmarks.json");
  writeFileSync(file, `${JSON.stringify({ ...read(file), [part]: result }, null, 2)}\n`);
}

/** What a bench wrote before. */
export function recorded(part: string): object {
  const known = read(path.join(ROOT, "docs", "benchmarks.json"))[part];
  return typeof known === "object" && known !== null ? known : {};
}

function read(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
