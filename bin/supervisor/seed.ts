import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Secret } from "@/contracts/secret";
import { contextOver, createShared } from "@/server/context";
import { createSignInLink, ensureFirstAdmin } from "@/server/domain/account";
import { syncCatalog } from "@/server/domain/catalog";
import { syncSystems } from "@/server/domain/claim";
import { rescoreDue } from "@/server/domain/verification";
import { parseEnv } from "@/server/env";
import { VERIFIER_VERSION } from "@/verify";
import { writeKeyFile } from "./keys";

export type AccountKeys = { adminKey: string; runnerKey: string };

export type SeededInstance = {
  signInUrl(): Promise<string>;
  close(): Promise<void>;
};

/** The operator's key and the local runner's, made at the first start and kept in the home. */
export function accountKeys(home: string): AccountKeys {
  return { adminKey: accountKey(home, "admin.key"), runnerKey: accountKey(home, "runner.key") };
}

function accountKey(home: string, name: string): string {
  const file = path.join(home, name);
  if (!existsSync(file)) writeKeyFile(file, `pl_${randomBytes(32).toString("base64url")}`);
  return readFileSync(file, "utf8").trim();
}

/** Brings the operator's account and keys, then the facts of the catalog, into the database; the same at every start. */
export async function seedInstance(
  environment: NodeJS.ProcessEnv,
  keys: AccountKeys,
): Promise<SeededInstance> {
  const shared = createShared(
    parseEnv({ ...environment, PLUMBLINE_LOG_LEVEL: "warn", PLUMBLINE_DB_CONNECTIONS: "2" }),
  );
  const ctx = contextOver(shared, { actor: { type: "system", name: "supervisor" }, address: "local" });
  await ensureFirstAdmin(ctx, {
    adminKey: new Secret(keys.adminKey),
    runnerKey: new Secret(keys.runnerKey),
  });
  await syncCatalog(ctx);
  await syncSystems(ctx);
  const due = await rescoreDue(ctx);
  if (due.length > 0) {
    const next =
      ctx.settings.rescores === "automatic"
        ? "their stored samples are judged anew within minutes"
        : "`npx plumbline rescore` judges their stored samples anew";
    const message = `${due.length} runs are judged by an earlier verifier; ${next}`;
    ctx.log.warn({ runs: due.length, verifier: VERIFIER_VERSION }, message);
  }
  return {
    signInUrl: async () => (await createSignInLink(ctx)).url,
    close: () => shared.database.close(),
  };
}
