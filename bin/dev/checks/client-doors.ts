import { readFileSync } from "node:fs";
import path from "node:path";
import type { CruisedDependency, CruisedModule } from "./cruise";

const DIRECTIVE = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*["']use client["']/;
const OURS_IN_BROWSER = /^(app|contracts|catalog|formats|measure|verify)\//;
const NEVER_IN_BROWSER = /^(catalog\/bundled|verify\/pool)\//;
/** Pure functions from data to pictures; their intervals and differences are those of every other number. */
const CHARTS = /^app\/_charts\//;
const TYPES_ONLY = /^server\/api\//;

/**
 * The door of client components: whatever a "use client" file pulls in by value ends in the browser, so only contracts,
 * catalog (never the bundled generator), formats, measure and other files of app/ may be reached; of server/api types only.
 * Files of app/ that no client component reaches may not import formats or measure (the door of app); only charts
 * compute with measure what they draw.
 */
export function clientDoorProblems(directory: string, modules: readonly CruisedModule[]): string[] {
  const bySource = new Map(modules.map((module) => [module.source, module]));
  const reached = reachByValue(
    bySource,
    modules.filter((module) => isClientComponent(directory, module.source)).map((module) => module.source),
  );
  const problems: string[] = [];
  for (const module of modules) {
    if (!module.source.startsWith("app/") || module.source.endsWith(".test.ts")) continue;
    for (const dependency of module.dependencies) {
      if (reached.has(module.source)) {
        const problem = browserProblem(dependency);
        if (problem) problems.push(`${module.source} -> ${dependency.resolved}: ${problem}`);
      } else if (isClosedToPages(module.source, dependency)) {
        problems.push(
          `${module.source} -> ${dependency.resolved}: only client components may; on the server call a verb instead`,
        );
      }
    }
  }
  for (const source of reached) {
    if (NEVER_IN_BROWSER.test(source))
      problems.push(`${source}: reached by a client component, must never be`);
  }
  return problems;
}

function isClientComponent(directory: string, source: string): boolean {
  return /^app\/.*\.tsx?$/.test(source) && DIRECTIVE.test(readFileSync(path.join(directory, source), "utf8"));
}

function isClosedToPages(source: string, dependency: CruisedDependency): boolean {
  if (isTypeOnly(dependency)) return false;
  if (CHARTS.test(source) && /^measure\//.test(dependency.resolved)) return false;
  return /^(formats|measure)\//.test(dependency.resolved);
}

function isTypeOnly(dependency: CruisedDependency): boolean {
  return dependency.dependencyTypes.includes("type-only");
}

function browserProblem(dependency: CruisedDependency): string | null {
  if (isTypeOnly(dependency)) {
    const allowed =
      OURS_IN_BROWSER.test(dependency.resolved) ||
      TYPES_ONLY.test(dependency.resolved) ||
      dependency.resolved.includes("node_modules");
    return allowed ? null : "a client component may take types of server/api only";
  }
  if (dependency.coreModule) return "a Node built-in in the browser";
  if (dependency.resolved.includes("node_modules")) return null;
  if (NEVER_IN_BROWSER.test(dependency.resolved)) return "must never reach the browser";
  return OURS_IN_BROWSER.test(dependency.resolved) ? null : "not open to client components";
}

function reachByValue(bySource: Map<string, CruisedModule>, starts: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...starts];
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
    if (reached.has(source)) continue;
    reached.add(source);
    for (const dependency of bySource.get(source)?.dependencies ?? []) {
      if (!isTypeOnly(dependency) && bySource.has(dependency.resolved)) waiting.push(dependency.resolved);
    }
  }
  return reached;
}
