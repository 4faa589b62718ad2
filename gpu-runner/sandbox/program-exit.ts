import { constants } from "node:os";
import type { SandboxExit } from "./sandbox";

/** How a program ended, from the end of what ran it: that ends with 128 + the signal that ended the program. */
export function programExit(code: number | null, signal: NodeJS.Signals | null): SandboxExit {
  if (signal !== null) return { kind: "signalled", signal };
  const number = (code ?? 0) - 128;
  const name = Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
  if (name === "SIGXCPU") return { kind: "cpu" };
  return name === undefined ? { kind: "exited", code: code ?? 0 } : { kind: "signalled", signal: name };
}
