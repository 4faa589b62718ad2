import { sha256Hex } from "./hash";
import type { ResolvedPolicies, VerifyPolicies } from "./types";
import { VERIFIER_VERSION } from "./version";

export const DEFAULT_POLICIES: ResolvedPolicies = {
  precisionDecimals: null,
  strict: false,
  lastNumberFallback: false,
  units: "lenient",
  percent: "lenient",
  letters: [],
  letterCase: "fold",
  language: "",
  relationForm: "any",
  severalBoxes: "adjacent",
  bases: "lenient",
  thinking: "remove",
};

const resolvedCache = new WeakMap<VerifyPolicies, ResolvedPolicies>();

/** Fills in every policy that the caller left out. An object of policies must not change once it has been used. */
export function resolvePolicies(policies: VerifyPolicies | undefined): ResolvedPolicies {
  if (policies === undefined) return DEFAULT_POLICIES;
  const known = resolvedCache.get(policies);
  if (known !== undefined) return known;
  const resolved = { ...DEFAULT_POLICIES };
  for (const [name, value] of Object.entries(policies)) {
    if (value !== undefined) Object.assign(resolved, { [name]: value });
  }
  resolvedCache.set(policies, resolved);
  return resolved;
}

/** 12 hex digits that name a set of policies: equal for equal behaviour, whichever defaults were spelled out. */
export function policyHash(policies?: VerifyPolicies): string {
  const resolved = resolvePolicies(policies);
  const names = Object.keys(DEFAULT_POLICIES).sort() as (keyof ResolvedPolicies)[];
  return sha256Hex(JSON.stringify(names.map((name) => [name, resolved[name]]))).slice(0, 12);
}

let latest: { policies: string; key: string } | null = null;

/** `answer:<version>:<policy hash>`, the key under which verdicts of this code and these policies are stored. */
export function verifierKey(policies?: VerifyPolicies): string {
  const given = JSON.stringify(policies ?? {});
  if (latest?.policies !== given) {
    latest = { policies: given, key: `answer:${VERIFIER_VERSION}:${policyHash(policies)}` };
  }
  return latest.key;
}
