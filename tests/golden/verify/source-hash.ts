import { readdirSync, readFileSync } from "node:fs";
import { sha256Hex } from "@/verify/hash";

const ROOT = new URL("../../../verify/", import.meta.url);
/** Folders whose code decides no verdict. */
const OUTSIDE = new Set(["pool"]);

/** SHA-256 over the verifier's sources (without tests and version.ts), names and contents in order. */
export function sourceHash(): string {
  const parts = sourceFiles("").map((name) => `${name}\n${readFileSync(new URL(name, ROOT), "utf8")}`);
  return sha256Hex(parts.join("\n"));
}

function sourceFiles(folder: string): string[] {
  const entries = readdirSync(new URL(folder === "" ? "." : folder, ROOT), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory()) return OUTSIDE.has(entry.name) ? [] : sourceFiles(`${path}/`);
      return path.endsWith(".ts") && !path.endsWith(".test.ts") && path !== "version.ts" ? [path] : [];
    })
    .sort();
}
