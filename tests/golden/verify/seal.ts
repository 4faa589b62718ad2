import { readFileSync, writeFileSync } from "node:fs";
import { sha256Hex } from "@/verify/hash";
import { VERIFIER_VERSION } from "@/verify/version";
import { expectedVerdict, goldenVerdict, readGoldenCases, VERDICTS_FILE } from "./golden-cases";
import { sourceHash } from "./source-hash";

/**
 * Records the verdicts of all golden cases and the hash of the sources: `npx tsx tests/golden/verify/seal.ts`. Refuses when a
 * verdict that was recorded before has moved and the version has not.
 */
type Recorded = { version: string; verdicts: Record<string, string> };

function recorded(): Recorded {
  try {
    return JSON.parse(readFileSync(VERDICTS_FILE, "utf8")) as Recorded;
  } catch {
    return { version: "", verdicts: {} };
  }
}

const before = recorded();
const verdicts: Record<string, string> = {};
const problems: string[] = [];
for (const { id, each } of readGoldenCases()) {
  const verdict = goldenVerdict(each);
  verdicts[id] = verdict;
  if (verdict !== expectedVerdict(each))
    problems.push(`${id} is ${verdict}, its file says ${expectedVerdict(each)}`);
  const old = before.verdicts[id];
  if (old !== undefined && old !== verdict && before.version === VERIFIER_VERSION) {
    problems.push(`${id} moved from ${old} to ${verdict}: raise VERIFIER_VERSION in verify/version.ts`);
  }
}
if (problems.length > 0) {
  process.stderr.write(`${problems.join("\n")}\n`);
  process.exit(1);
}
const text = `${JSON.stringify({ version: VERIFIER_VERSION, verdicts }, null, 1)}\n`;
writeFileSync(VERDICTS_FILE, text);
const versionFile = new URL("../../../verify/version.ts", import.meta.url);
const sealed = readFileSync(versionFile, "utf8")
  .replace(/SOURCE_HASH = "[0-9a-f]*"/, `SOURCE_HASH = "${sourceHash()}"`)
  .replace(/GOLDEN_HASH = "[0-9a-f]*"/, `GOLDEN_HASH = "${sha256Hex(text)}"`);
writeFileSync(versionFile, sealed);
process.stdout.write(`sealed ${Object.keys(verdicts).length} verdicts under version ${VERIFIER_VERSION}\n`);
