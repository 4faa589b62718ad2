import { methodCard } from "@/catalog/methods";
import { PlumblineError } from "@/contracts/errors";
import type { MethodCard } from "@/contracts/method";
import { getSuite, type ResolvedBenchmark, resolveBenchmark } from "../catalog";
import type { Ctx } from "../ctx";

/** The card of a method with its parameters parsed; says which parameter is wrong. */
export function checkMethod(
  id: string,
  params: Record<string, unknown>,
): { card: MethodCard; params: Record<string, unknown> } {
  const card = methodCard(id);
  if (card === null) {
    throw new PlumblineError("unsuitable_method", `There is no method ${id} here.`, {
      hint: "List the methods with GET /api/v1/methods.",
    });
  }
  const parsed = card.params.safeParse(params);
  if (parsed.success) return { card, params: parsed.data };
  const issue = parsed.error.issues[0];
  throw new PlumblineError(
    "invalid_input",
    `params.${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}.`,
    {
      hint: `See the parameters of ${id} with GET /api/v1/methods/${id}.`,
    },
  );
}

/** The benchmark versions that a submission names, one or a suite's; an unknown name is `unknown_benchmark`. */
export async function checkBenchmarks(
  ctx: Ctx,
  named: { benchmark?: string | undefined; suite?: string | undefined },
): Promise<ResolvedBenchmark[]> {
  if (named.benchmark !== undefined) return [await resolveBenchmark(ctx, named.benchmark)];
  const suite = await getSuite(ctx, named.suite ?? "").catch((error: unknown) => {
    if (!(error instanceof PlumblineError)) throw error;
    throw new PlumblineError("unknown_benchmark", error.message, { hint: error.hint, cause: error });
  });
  return Promise.all(suite.benchmarks.map((one) => resolveBenchmark(ctx, `${one.slug}@${one.version}`)));
}

/** How a submission names its benchmark from now on: by slug and number, so that a later version changes nothing. */
export function pinnedName(found: ResolvedBenchmark): string {
  return `${found.benchmark.slug}@${found.version.version}`;
}
