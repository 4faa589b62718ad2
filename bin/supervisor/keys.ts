import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export type InstanceKeys = {
  /** Signs every call between the workflow engine and the site; hex part of even length. */
  signingKey: string;
  eventKey: string;
  /** 32 bytes in base64; seals endpoint keys at rest. */
  sealingKey: string;
};

/**
 * Keys of this instance: from the environment where set, otherwise made once and kept in the home with mode 0600.
 * Losing `sealing.key` makes stored endpoint keys unreadable.
 */
export function loadKeys(home: string, environment: NodeJS.ProcessEnv): InstanceKeys {
  return {
    signingKey:
      environment.INNGEST_SIGNING_KEY ||
      once(home, "signing.key", () => `signkey-local-${randomBytes(32).toString("hex")}`),
    eventKey: environment.INNGEST_EVENT_KEY || once(home, "event.key", () => randomBytes(32).toString("hex")),
    sealingKey:
      environment.PLUMBLINE_SEALING_KEY ||
      once(home, "sealing.key", () => randomBytes(32).toString("base64")),
  };
}

function once(home: string, name: string, create: () => string): string {
  const file = path.join(home, name);
  if (!existsSync(file)) writeKeyFile(file, create());
  return readFileSync(file, "utf8").trim();
}

/** `wx`: a key that is already there is never overwritten. */
export function writeKeyFile(file: string, key: string): void {
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: "wx" });
}
