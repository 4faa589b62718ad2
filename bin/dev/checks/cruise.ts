import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../root";

export type CruisedDependency = {
  resolved: string;
  dependencyTypes: string[];
  coreModule: boolean;
};
export type CruisedModule = { source: string; dependencies: CruisedDependency[] };
export type Cruise = {
  modules: CruisedModule[];
  violations: { rule: string; from: string; to: string }[];
};

const FOLDERS = [
  "app",
  "bin",
  "catalog",
  "contracts",
  "db",
  "formats",
  "gpu-runner",
  "measure",
  "net",
  "pages",
  "server",
  "tests",
  "verify",
  "workers",
  "instrumentation.ts",
  "proxy.ts",
];

type RawCruise = {
  modules: CruisedModule[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
};

/** Runs dependency-cruiser over the folders of a tree that exist, with the given rules, and returns its module graph. */
export async function cruise(options: { directory: string; config: string }): Promise<Cruise> {
  const folders = FOLDERS.filter((folder) => existsSync(path.join(options.directory, folder)));
  const depcruise = path.join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      [depcruise, "--config", options.config, "--output-type", "json", ...folders],
      { cwd: options.directory, maxBuffer: 256 * 1024 ** 2 },
      (error, stdout, stderr) => {
        // The exit code is the number of violations; only an answer that is not JSON is a failure of the tool.
        if (stdout.startsWith("{")) resolve(stdout);
        else reject(error ?? new Error(stderr));
      },
    );
  });
  const raw: RawCruise = JSON.parse(output);
  return {
    modules: raw.modules.filter((module) => !module.source.includes("node_modules/")),
    violations: raw.summary.violations.map((violation) => ({
      rule: violation.rule.name,
      from: violation.from,
      to: violation.to,
    })),
  };
}
