import { createRequire } from "node:module";
import path from "node:path";
import { ROOT } from "../../root";
import { clientDoorProblems } from "./client-doors";
import { cruise } from "./cruise";
import { blindRules } from "./planted-violations";

/** Fewer modules than this means that the tool no longer reads TypeScript, not that the project shrank. */
const FEWEST_MODULES = 150;

/** Import rules: no violation in the tree, enough modules seen, and every rule proven to see on a planted violation. */
const config = path.join(ROOT, ".dependency-cruiser.cjs");
const rules: { forbidden: { name: string }[] } = createRequire(import.meta.url)(config);
const [tree, blind] = await Promise.all([
  cruise({ directory: ROOT, config }),
  blindRules(
    ROOT,
    rules.forbidden.map((rule) => rule.name),
  ),
]);

const problems = [
  ...tree.violations.map((violation) => `${violation.rule}: ${violation.from} -> ${violation.to}`),
  ...clientDoorProblems(ROOT, tree.modules).map((problem) => `door:client: ${problem}`),
  ...blind.map((rule) => `the planted violation of "${rule}" was not found: the check is blind`),
];
if (tree.modules.length < FEWEST_MODULES) {
  problems.push(`only ${tree.modules.length} modules were read; expected at least ${FEWEST_MODULES}`);
}
for (const problem of problems) console.error(problem);
console.log(`${tree.modules.length} modules, ${rules.forbidden.length} rules, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
