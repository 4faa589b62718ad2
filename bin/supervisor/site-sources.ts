import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../root";

/** What `next build` reads. Content decides, not time: a fresh clone and a touched file are not a change. */
const SOURCES = [
  "app",
  "catalog",
  "contracts",
  "db",
  "formats",
  "measure",
  "net",
  "pages",
  "public",
  "server",
  "verify",
  "workers",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.js",
  "postcss.config.mjs",
  "package-lock.json",
];

/** SHA-256 over names and contents of everything that the build of the site depends on. */
export function siteSourcesHash(): string {
  const hash = createHash("sha256");
  for (const source of SOURCES) add(hash, source);
  return hash.digest("hex");
}

function add(hash: ReturnType<typeof createHash>, name: string): void {
  const place = path.join(ROOT, name);
  if (!existsSync(place)) return;
  if (statSync(place).isDirectory()) {
    for (const entry of readdirSync(place).sort()) add(hash, path.join(name, entry));
    return;
  }
  if (/\.(test\.tsx?|md|sql)$/.test(name)) return;
  hash.update(`${name}\0`).update(readFileSync(place)).update("\0");
}
