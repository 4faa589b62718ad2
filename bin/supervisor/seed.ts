import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Secret } from "@/contracts/secret";
import { contextOver, createShared } from "@/server/context";
import { createSignInLink, ensureFirstAdmin } from "@/server/domain/account";
import { syncCatalog } from "@/server/domain/catalog";
import { parseEnv } from "@/server/env";
import { writeKeyFile } from "./keys";

export type SeededInstance = {
  adminKey: string;
  signInUrl(): Promise<string>;
  close(): Promise<void>;
};

/** A key of the home, made at the first start. */
export function accountKey(home: string, name: "admin.key" | "runner.key"): string {
  const file = path.join(home, name);
  if (!existsSync(file)) writeKeyFile(file, `pl_${randomBytes(32).toString("base64url")}`);
  return readFileSync(file, "utf8").trim();
}

/** Brings the facts of the catalog and the operator's account and keys into the database; the same at every start. */
export async function seedInstance(
  environment: NodeJS.ProcessEnv,
  keys: { adminKey: string; runnerKey: string },
): Promise<SeededInstance> {
  const shared = createShared(
    parseEnv({ ...environment, PLUMBLINE_LOG_LEVEL: "warn", PLUMBLINE_DB_CONNECTIONS: "2" }),
  );
  const ctx = contextOver(shared, { actor: { type: "system", name: "supervisor" }, address: "local" });
  await ensureFirstAdmin(ctx, { adminKey: new Secret(keys.adminKey), runnerKey: new Secret(keys.runnerKey) });
  await syncCatalog(ctx);
  return {
    adminKey: keys.adminKey,
    signInUrl: async () => (await createSignInLink(ctx)).url,
    close: () => shared.database.close(),
  };
}
