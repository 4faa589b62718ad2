import { REFLECTION_WORDS } from "@/catalog/methods/reflection-words";
import { tip as card, SWITCH_WORDS } from "@/catalog/methods/tip";
import type { Method } from "./method";
import { runShifted, type ShiftAt } from "./shifted-words";

/** Words that switch to another thought are penalised after the current one began, or shifted all the time (TIP). */
export const tip: Method = {
  id: card.id,
  async run(_problem, params, ctx) {
    const windowed = params.mode === "windowed";
    const standard = windowed ? SWITCH_WORDS : REFLECTION_WORDS;
    const words = Array.isArray(params.words) ? params.words.map(String) : standard;
    const shiftAt = windowed
      ? windowedPenalty(Number(params.alpha), Number(params.beta))
      : () => Number(params.delta);
    return runShifted(ctx, params, words, shiftAt);
  },
};

/** −α until β tokens after the current thought began: at the start, and again at every switching word. */
export function windowedPenalty(alpha: number, beta: number): ShiftAt {
  return (position, switches) => (position < (switches.at(-1) ?? 0) + beta ? -alpha : 0);
}
