import type { MethodCard } from "@/contracts/method";
import type { Coverage } from "@/contracts/system";
import { benchmarkSource } from "../benchmarks";
import { ENGINE_CARDS } from "../engines";
import { METHOD_CARDS } from "../methods";
import { ANY_BENCHMARK, type Claim, type SystemCard } from "./system-card";

/** Shares of right answers: what a paired comparison of two runs measures. */
const PAIRED_METRIC = /^(accuracy|accuracyGain|passRate|(pass@1|avg@\d+)( gain)?)$/;

/**
 * Why no pair of runs here can test a claim; null where one can. Computed from the method cards and benchmark cards of
 * this build.
 */
export function untestable(claim: Claim, cards: readonly MethodCard[] = METHOD_CARDS): string | null {
  if (!PAIRED_METRIC.test(claim.metric)) return `${claim.metric} is no difference of two runs' scores`;
  if (claim.benchmark !== ANY_BENCHMARK && benchmarkSource(claim.benchmark) === null)
    return `${claim.benchmarkPrinted} is not in this catalogue`;
  for (const { method } of [claim.treatment, claim.baseline]) {
    if (method === null) return "no method here stands for one side";
    if (!cards.some((card) => card.id === method)) return `the method ${method} is not here yet`;
  }
  return null;
}

/** What of a system can be run and checked here, and on which engines. */
export function coverageOf(
  { card, claims }: { card: SystemCard; claims: readonly Claim[] },
  cards: readonly MethodCard[] = METHOD_CARDS,
): Coverage {
  const here = (id: string) => cards.find((method) => method.id === id);
  const main = card.methods[0] === undefined ? undefined : here(card.methods[0]);
  const checkable = claims.filter((claim) => untestable(claim, cards) === null).length;
  const runnable = main !== undefined;
  // Without a method of its own a system is models, which plain sampling tests.
  const run = main ?? (checkable > 0 ? here("direct") : undefined);
  return {
    status: runnable ? "runnable" : checkable > 0 ? "checkable" : "not yet",
    methods: card.methods.map((id) => ({ id, here: here(id) !== undefined })),
    engines: run === undefined ? [] : enginesFor(run),
    claims: claims.length,
    checkableClaims: checkable,
  };
}

/** The engines that can run a method, with what their server has to offer besides. */
function enginesFor(method: MethodCard): Coverage["engines"] {
  return ENGINE_CARDS.flatMap((engine) => {
    const wanting = method.needs.filter((need) => !engine.always.some((capability) => capability === need));
    const perhaps = wanting.every((need) => engine.perhaps.some((capability) => capability === need));
    return perhaps ? [{ id: engine.id, title: engine.title, ifServerHas: wanting }] : [];
  });
}
