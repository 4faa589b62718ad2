import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sha256Hex } from "@/verify/hash";
import { GOLDEN_HASH, SOURCE_HASH, VERIFIER_VERSION } from "@/verify/version";
import { expectedVerdict, goldenVerdict, readGoldenCases, VERDICTS_FILE } from "./golden-cases";
import { sourceHash } from "./source-hash";

const HINT = "run `npx tsx tests/golden/verify/seal.ts`; if a verdict moved, raise VERIFIER_VERSION first";

describe("golden verdicts", () => {
  const cases = readGoldenCases();

  it("has cases, each once", () => {
    expect(cases.length).toBeGreaterThan(500);
    const ids = cases.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it("are what the case files say", () => {
    const wrong = cases.filter(({ each }) => goldenVerdict(each) !== expectedVerdict(each));
    expect(wrong.map(({ each }) => each)).toEqual([]);
  });

  it("do not move without a new version", () => {
    const text = readFileSync(VERDICTS_FILE, "utf8");
    const { version, verdicts } = JSON.parse(text) as { version: string; verdicts: Record<string, string> };
    expect(version, HINT).toBe(VERIFIER_VERSION);
    expect(sha256Hex(text), HINT).toBe(GOLDEN_HASH);
    for (const { id, each } of cases) expect(goldenVerdict(each), `${id}: ${HINT}`).toBe(verdicts[id]);
  });

  it("are sealed with the sources that gave them", () => {
    expect(sourceHash(), HINT).toBe(SOURCE_HASH);
  });
});
