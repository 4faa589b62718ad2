import type { LiftRow } from "@/contracts/chart";
import type { Caller } from "@/server/api/caller";
import { methodTitle } from "../_ui/titles";
import { behaviourDivergence, behaviourHeat, behaviourWords, type NamedProfile } from "./behaviours";
import type { Chart } from "./chart";

/** Methods that shape how a model writes: their responses are read beside those of their kin and of direct. */
const FAMILIES: readonly (readonly string[])[] = [
  ["ppe-think", "ppe-plan", "ppe-code", "ppe-knowledge", "ppe-examples"],
  ["cyclic-reflex", "tip"],
];

/** Methods that are read together; none where responses are not read. */
export function familyOf(methodId: string): readonly string[] {
  return FAMILIES.find((family) => family.includes(methodId)) ?? [];
}

/** The run's responses beside those of the direct run that its lift is measured against; nothing for other methods. */
export async function runBehaviours(
  api: Caller,
  run: { id: string; methodId: string; baselineRunId: string | undefined },
): Promise<Chart[]> {
  if (familyOf(run.methodId).length === 0) return [];
  const { baselineRunId } = run;
  const beside =
    baselineRunId === undefined
      ? []
      : [{ name: methodTitle("direct"), methodId: "direct", runId: baselineRunId }];
  return charts(
    await profiles(api, [
      { name: methodTitle(run.methodId), methodId: run.methodId, runId: run.id },
      ...beside,
    ]),
  );
}

/** The newest run of the method beside the newest of its kin and of direct, of the same model on the same benchmark version. */
export async function methodBehaviours(
  api: Caller,
  methodId: string,
  around: readonly LiftRow[],
): Promise<Chart[]> {
  const family = familyOf(methodId);
  if (family.length === 0) return [];
  const newest = around.find(({ row }) => row.method.id === methodId);
  const here = around.filter(
    ({ row, benchmark }) =>
      row.model.slug === newest?.row.model.slug &&
      benchmark.slug === newest.benchmark.slug &&
      benchmark.version === newest.benchmark.version,
  );
  const shown = [methodId, ...family.filter((id) => id !== methodId), "direct"].flatMap((id) => {
    const found = here.find(({ row }) => row.method.id === id);
    return found === undefined ? [] : [{ name: methodTitle(id), methodId: id, runId: found.row.runId }];
  });
  return charts(await profiles(api, shown));
}

function charts(read: readonly NamedProfile[]): Chart[] {
  return [behaviourHeat(read), behaviourDivergence(read), behaviourWords(read)];
}

/** Runs that the reader may not see are left out. */
export async function profiles(
  api: Caller,
  runs: readonly Omit<NamedProfile & { runId: string }, "profile">[],
): Promise<NamedProfile[]> {
  const read = await Promise.all(
    runs.map(async ({ runId, ...named }) => {
      const profile = await api.run.behaviours({ id: runId }).catch(() => null);
      return profile === null ? null : { ...named, profile };
    }),
  );
  return read.filter((item) => item !== null);
}
