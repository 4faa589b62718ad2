import type { AnswerKind } from "@/contracts/benchmark";
import { bestSandbox, isCodeKey, isNewerCodeKey } from "@/contracts/code-verdict";
import type { Ctx } from "../ctx";
import { trustedSandboxes } from "./code-judge-of";
import { currentVerifierKey } from "./current-verifier-key";

/** The key under which answers to a benchmark version are judged now; null for programs where no sandbox is connected. */
export type PresentKey = (
  answerKind: AnswerKind,
  protocol: { policies: Record<string, unknown> },
) => string | null;

/** What judges now: the verifier of this software, and for programs the best sandbox of a connected, trusted runner. */
export async function presentKeys(ctx: Ctx): Promise<PresentKey> {
  const code = bestSandbox(await trustedSandboxes(ctx))?.verifierKey ?? null;
  return (answerKind, protocol) => (answerKind === "code" ? code : currentVerifierKey(answerKind, protocol));
}

/** Whether what was judged, or is to be judged, under `key` belongs under `present` now. */
export function isOutdatedKey(key: string, present: string | null): present is string {
  if (present === null || key === present) return false;
  return isCodeKey(key)
    ? isCodeKey(present) && isNewerCodeKey(present, key)
    : kindOf(key) === kindOf(present);
}

const kindOf = (key: string): string => key.slice(0, key.indexOf(":"));
