import { methodCard } from "@/catalog/methods";
import { assessInputLineSchema } from "@/contracts/assessment";
import type { Lease, ShardFailure } from "@/contracts/runner";
import { generateShard } from "../generate/generate-shard";
import type { LeaseControl } from "../lease/lease-loop";
import type { Reporter } from "../lease/reporter";
import type { ServerClient } from "../lease/server-client";
import { assessorCode } from "../methods";
import type { Solution } from "../methods/method";
import type { SharedPlaces } from "../schedule/shared-places";
import type { Engines } from "../shards/engines";
import type { Journals } from "../shards/journals";
import { readJsonLines } from "../shards/read-json-lines";
import { rolesOf, unknownMethod } from "../shards/role-engines";
import { type AssessWork, assessmentsOf, assessSample, solutionKey } from "./assess-sample";

type AssessShop = {
  client: ServerClient;
  engines: Engines;
  journals: Journals;
  places: SharedPlaces;
  draining: () => boolean;
};

/** Has the samples of an assess shard assessed; every assessment is reported as soon as its sample is through. */
export async function assessShard(
  shop: AssessShop,
  lease: Lease,
  work: AssessWork,
  reporter: Reporter,
  control: LeaseControl,
): Promise<ShardFailure | null> {
  const { signal } = control;
  const assessor = assessorCode(work.method.id);
  const card = methodCard(work.method.id);
  const params = card?.params.safeParse(work.method.params);
  if (assessor === null || card?.version !== work.method.version || !params?.success) {
    return unknownMethod(work.method);
  }
  const wanted = card.assessments?.from === "made" ? card.assessments.perSample(params.data) : 0;
  const solutions = new Map<string, Solution>();
  for await (const line of readJsonLines(shop.client.input(lease, signal), assessInputLineSchema)) {
    solutions.set(solutionKey(line), line);
  }
  const roles = await rolesOf(shop.engines, work.roles);
  let done = 0;
  const runId = lease.runId ?? lease.shardId;
  return shop.journals.use(runId, (journal) =>
    // Assessments of the same problem are of another length than its samples: their lengths are kept apart.
    shop.places.use(`assess:${runId}`, work, (turn) =>
      generateShard({
        work,
        perform: (sample) =>
          assessSample(
            { assessor, params: params.data, solution: solutions.get(solutionKey(sample.item)), wanted },
            sample,
          ),
        roles,
        journal,
        signal,
        draining: shop.draining,
        turn,
        onAllStarted: control.allStarted,
        onSample: (report) => {
          for (const one of assessmentsOf(report, wanted)) void reporter.addAssessment(one);
          reporter.progress(++done, work.items.length);
        },
      }),
    ),
  );
}
