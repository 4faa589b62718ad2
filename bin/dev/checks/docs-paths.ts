import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { createProgram } from "../../program";
import { ROOT } from "../../root";

/** Every path, npm script and plumbline command that a page names must exist. */
const pages = ["README.md", "ARCHITECTURE.md", ...docsPages()].filter((page) =>
  existsSync(path.join(ROOT, page)),
);
const scripts: Record<string, string> = JSON.parse(
  readFileSync(path.join(ROOT, "package.json"), "utf8"),
).scripts;
const topLevel = readdirSync(ROOT).filter((name) => name !== "node_modules" && name !== ".git");
const program = createProgram();
const problems = pages.flatMap((page) => problemsOf(page, readFileSync(path.join(ROOT, page), "utf8")));
for (const problem of problems) console.error(problem);
console.log(`${pages.length} pages, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

function docsPages(): string[] {
  const folder = path.join(ROOT, "docs");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`);
}

function problemsOf(page: string, text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/npm (run )?([a-z][a-z:-]*)/g)) {
    const script = match[2] ?? "";
    const named = match[1] !== undefined || ["start", "test"].includes(script);
    if (named && scripts[script] === undefined)
      found.push(`${page}: npm run ${script} is not in package.json`);
  }
  for (const match of text.matchAll(/(?:npx|`|\n|^\s*)\s*plumbline ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?/g)) {
    const problem = commandProblem(program, match[1] ?? "", match[2]);
    if (problem) found.push(`${page}: ${problem}`);
  }
  for (const match of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
    const target = match[1] ?? "";
    if (/^[a-z]+:/.test(target) || target.startsWith("/")) continue;
    if (!existsSync(path.join(ROOT, path.dirname(page), target)))
      found.push(`${page}: link ${target} leads nowhere`);
  }
  for (const match of text.matchAll(/`([^`\n]+)`/g)) {
    const name = namedPath(match[1] ?? "");
    if (name && !existsSync(path.join(ROOT, name))) found.push(`${page}: ${name} does not exist`);
  }
  return found;
}

/** A code span that is a path of this tree: one of our folders or files, no space, no pattern, no parameter. */
function namedPath(span: string): string | null {
  const name = span.replace(/^\.\//, "").replace(/:\d+$/, "");
  if (!/^[\w.[\]/-]+$/.test(name)) return null;
  const first = name.split("/")[0] ?? "";
  const isOurs = name.includes("/") && topLevel.includes(first) && !first.startsWith(".plumbline");
  const isFile = !name.includes("/") && /^[\w.-]+\.(?:md|json|mjs|cjs|config\.ts|config\.js)$/.test(name);
  return isOurs ||
    (isFile && topLevel.some((entry) => entry === name || entry.split(".")[0] === first.split(".")[0]))
    ? name
    : null;
}

function commandProblem(parent: Command, name: string, sub: string | undefined): string | null {
  const command = parent.commands.find((candidate) => candidate.name() === name);
  if (!command) return `plumbline ${name} is not a command`;
  if (command.commands.length === 0 || sub === undefined) return null;
  const known = command.commands.some((candidate) => candidate.name() === sub);
  return known ? null : `plumbline ${name} ${sub} is not a command`;
}
