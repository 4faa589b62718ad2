import type { LeaseWork, ShardFailure } from "@/contracts/runner";
import type { Role } from "../generate/sample-context";
import type { Engines } from "./engines";

type ModelWork = Extract<LeaseWork, { kind: "generate" }>;

/** The engine of every role of a lease. */
export async function rolesOf(engines: Engines, targets: ModelWork["roles"]): Promise<Record<string, Role>> {
  const roles: Record<string, Role> = {};
  for (const [role, { target, sampling }] of Object.entries(targets)) {
    roles[role] = { engine: await engines.engine(target), sampling };
  }
  return roles;
}

/** The server plans a method that this runner does not have in the same version. */
export function unknownMethod(method: ModelWork["method"]): ShardFailure {
  const message = `This runner does not have version ${method.version} of the method ${method.id}; update it.`;
  return { code: "unknown_method", message, retry: "later", retryAfterMs: 60_000 };
}
