import { cyclicReflex as card } from "@/catalog/methods/cyclic-reflex";
import { REFLECTION_WORDS } from "@/catalog/methods/reflection-words";
import { waveAt } from "./cyclic-wave";
import type { Method } from "./method";
import { runShifted } from "./shifted-words";

/** Reflection words rise and fall in a triangular wave while the model thinks (CyclicReflex). */
export const cyclicReflex: Method = {
  id: card.id,
  async run(_problem, params, ctx) {
    const words = Array.isArray(params.words) ? params.words.map(String) : REFLECTION_WORDS;
    const wave = {
      amplitude: Number(params.amplitude),
      periodTokens: Number(params.periodTokens),
      shift: Number(params.shift),
    };
    return runShifted(ctx, params, words, (position) => waveAt(position, wave));
  },
};
