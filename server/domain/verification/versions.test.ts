import { expect, it } from "vitest";
import { CODE_VERDICT_VERSIONS, VERIFIER_VERSIONS } from "@/catalog/verifier-versions";
import { CODE_VERDICT_VERSION } from "@/contracts/code-verdict";
import { VERIFIER_VERSION } from "@/verify";

it("says what the present version of the verifier changed, in catalog/verifier-versions.ts, newest first", () => {
  expect(VERIFIER_VERSIONS[0]?.version).toBe(VERIFIER_VERSION);
  expect(new Set(VERIFIER_VERSIONS.map(({ version }) => version)).size).toBe(VERIFIER_VERSIONS.length);
});

it("says the same of verdicts on programs", () => {
  expect(CODE_VERDICT_VERSIONS[0]?.version).toBe(CODE_VERDICT_VERSION);
});
