import { execFileSync } from "node:child_process";
import { ROOT } from "../root";

/** The commit of this checkout for manifests; `unknown` where there is no git. */
export function softwareCommit(): string {
  try {
    return execFileSync("git", ["-C", ROOT, "rev-parse", "HEAD"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "unknown";
  }
}
