import { STATIC_CHECKS } from "./static-checks";
import { runSteps, tool } from "./steps";

/** `npm run verify`: everything that needs no server and no database, in under a minute once caches are warm. */
const started = performance.now();
const [types, ...rest] = STATIC_CHECKS;
const unit = {
  name: "unit tests",
  command: tool("vitest"),
  args: ["run", "--project", "unit", "--maxWorkers", "1", "--reporter", "dot"],
};
const results = await runSteps([...(types ? [types] : []), unit, ...rest]);
const failed = results.filter((result) => !result.ok);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
if (failed.length > 0) {
  console.log(`verify failed after ${seconds} s: ${failed.map((result) => result.name).join(", ")}`);
  process.exitCode = 1;
} else {
  console.log(`verify passed in ${seconds} s`);
}
