import { spawnSync } from "node:child_process";
import { equivalent } from "@/verify";

/**
 * Compares the verifier with sympy on random expressions: `npx tsx tests/golden/verify/differential.ts [COUNT] [SEED]`. For
 * development; without a Python that has sympy (`PLUMBLINE_PYTHON`, or `python3`) it says so and does nothing.
 */
type Pair = { a: string; b: string; equal: boolean };

const [count = "1000", seed = "1"] = process.argv.slice(2);
const python = process.env.PLUMBLINE_PYTHON ?? "python3";
const script = new URL("differential.py", import.meta.url).pathname;
const made = spawnSync(python, [script, count, seed], { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
if (made.status !== 0) {
  process.stderr.write(
    `skipped: ${python} with sympy is not there (${made.stderr?.trim().split("\n").at(-1) ?? made.error})\n`,
  );
} else {
  const pairs = made.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Pair);
  const counts = { right: 0, falseAccepts: 0, falseRejects: 0, undecided: 0 };
  for (const { a, b, equal } of pairs) {
    const verdict = equivalent(a, b, { kind: "expression" });
    if (verdict === equal) {
      counts.right++;
      continue;
    }
    if (verdict === null) counts.undecided++;
    else if (verdict) counts.falseAccepts++;
    else counts.falseRejects++;
    process.stdout.write(`${equal ? "equal" : "different"} → ${verdict}: ${a}   |   ${b}\n`);
  }
  process.stdout.write(
    `${pairs.length} pairs: ${counts.right} as sympy says, ${counts.falseAccepts} false accepts, ${counts.falseRejects} false rejects, ${counts.undecided} undecided\n`,
  );
}
