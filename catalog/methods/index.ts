import type { MethodCard } from "@/contracts/method";
import { bestOfN } from "./best-of-n";
import { direct } from "./direct";
import { selfConsistency } from "./self-consistency";
import { weightedVote } from "./weighted-vote";

/** Every method of this build, in the order in which they are listed. */
export const METHOD_CARDS: readonly MethodCard[] = [direct, selfConsistency, weightedVote, bestOfN];

/** The card of a method; null for an unknown id. */
export function methodCard(id: string): MethodCard | null {
  return METHOD_CARDS.find((card) => card.id === id) ?? null;
}
