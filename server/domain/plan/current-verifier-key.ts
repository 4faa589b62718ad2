import { verifierKey } from "@/verify";
import { verifierPolicies } from "./verifier-policies";

/** The key under which this version of the software judges answers to a benchmark version. */
export function currentVerifierKey(version: { protocol: { policies: Record<string, unknown> } }): string {
  return verifierKey(verifierPolicies(version.protocol.policies));
}
