import type { SandboxExit } from "../sandbox/sandbox";

/** What a program did with its tests. `lost` and `broken-tests` say nothing about the program. */
export type CodeResult = {
  kind: "passed" | "failed" | "broken-tests" | "lost";
  /** Short and stable: part of the verdict's rule. */
  reason: string;
  passed: number;
  total: number | null;
};

/** Why a program did not get to its end. */
export function reasonOfExit(exit: SandboxExit): string {
  switch (exit.kind) {
    case "wall":
    case "cpu":
      return "timeout";
    case "memory":
    case "output":
      return exit.kind;
    case "signalled":
      return `signal-${exit.signal}`;
    case "exited":
      return `exit-${exit.code}`;
    case "lost":
      return "lost";
  }
}
