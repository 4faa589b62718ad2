import type { Fault } from "@/contracts/sample";

/** Faults of the address or the way to it, which may be over the next time. */
const PASSING_FAULTS: ReadonlySet<string> = new Set([
  "unreachable",
  "bad_protocol",
  "rate_limited",
  "server_error",
  "empty_answer",
  "stalled",
  "timed_out",
  "cut_off",
]);

/** Whether the same request may be answered the next time. */
export function isPassingFault({ kind, code }: Pick<Fault, "kind" | "code">): boolean {
  return kind === "infra_error" && PASSING_FAULTS.has(code);
}
