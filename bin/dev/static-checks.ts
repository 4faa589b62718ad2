import { type Step, tool } from "./steps";

/** What can be said about the sources without running them. The longest first, because two run at a time. */
export const STATIC_CHECKS: readonly Step[] = [
  { name: "types", command: tool("tsc"), args: ["--noEmit"] },
  { name: "doors", command: tool("tsx"), args: ["bin/dev/checks/doors.ts"] },
  { name: "format and lint", command: tool("biome"), args: ["check", "--error-on-warnings"] },
  { name: "dead code", command: tool("knip"), args: ["--no-progress"] },
  { name: "docs paths", command: tool("tsx"), args: ["bin/dev/checks/docs-paths.ts"] },
];
