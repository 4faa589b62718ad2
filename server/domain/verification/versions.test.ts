import { expect, it } from "vitest";
import { VERIFIER_VERSIONS } from "@/catalog/verifier-versions";
import { VERIFIER_VERSION } from "@/verify";

it("says what the present version of the verifier changed, in catalog/verifier-versions.ts, newest first", () => {
  expect(VERIFIER_VERSIONS[0]?.version).toBe(VERIFIER_VERSION);
  expect(new Set(VERIFIER_VERSIONS.map(({ version }) => version)).size).toBe(VERIFIER_VERSIONS.length);
});
