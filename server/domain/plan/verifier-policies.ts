import { DEFAULT_POLICIES, type VerifyPolicies } from "@/verify";

/** The verifier policies of a protocol: known names whose values have the type of the default; anything else is left out. */
export function verifierPolicies(stored: Record<string, unknown>): VerifyPolicies {
  const policies: VerifyPolicies = {};
  for (const [name, usual] of Object.entries(DEFAULT_POLICIES)) {
    const value = stored[name];
    const fits = usual === null ? typeof value === "number" || value === null : typeof value === typeof usual;
    if (value !== undefined && fits) Object.assign(policies, { [name]: value });
  }
  return policies;
}
