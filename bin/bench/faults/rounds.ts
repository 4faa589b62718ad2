import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { mixSeed, seededRandom } from "@/catalog/bundled";
import { isSubmissionEnded, submissionStateSchema } from "@/contracts/states";
import { type Count, countRound } from "./count";
import { type Endpoint, startEndpoint } from "./endpoint";
import type { Fault } from "./faults";
import { mountSmallDisk, type SmallDisk } from "./full-disk";
import { rowsOf, withDatabase } from "./instance-context";
import { Platform } from "./platform";
import { importFaultBenchmark, sendMixed } from "./submissions";

const CALL_MS = 100;
const LOOK_EVERY_MS = 250;
/** Past this the round's submissions count as lost; the time that the server is away comes on top. */
const PATIENCE_MS = 300_000;
/** A supervisor starts a part again five times in ten minutes; the bench starts another supervisor before that. */
const ENDS_PER_SUPERVISOR = 4;

export type Round = Count & { fault: string; round: number; seconds: number; refused: number };
export type FaultResult = { fault: string; skipped: string | null; rounds: Round[] };

export type RoundOptions = {
  rounds: number;
  seed: number;
  awayMs: number;
  quietMs: number;
  keep: boolean;
  say: (line: string) => void;
};

/** All rounds of one fault on a platform of its own, which is taken away afterwards. */
export async function runFault(fault: Fault, number: number, options: RoundOptions): Promise<FaultResult> {
  const disk = fault.needsSmallDisk ? mountSmallDisk() : null;
  if (typeof disk === "string") return { fault: fault.name, skipped: disk, rounds: [] };
  const endpoint = await startEndpoint(CALL_MS);
  const rounds: Round[] = [];
  let platform: Platform | null = null;
  try {
    platform = await Platform.open(disk?.home);
    await importFaultBenchmark(platform);
    for (let round = 0; round < options.rounds; round++) {
      if (fault.endsParts && round > 0 && round % ENDS_PER_SUPERVISOR === 0) {
        await platform.stop();
        await platform.start();
      }
      const seed = mixSeed(options.seed, number, round);
      const done = await runRound(fault, { platform, endpoint, disk, round, seed, options });
      rounds.push(done);
      const notes = done.notes.length > 0 ? `: ${done.notes.join(", ")}` : "";
      options.say(
        `${fault.name} ${round + 1}/${options.rounds}  ${done.seconds} s, lost ${done.lost}, doubled ${done.doubled}, extra calls ${done.extraCalls}${notes}`,
      );
    }
    return { fault: fault.name, skipped: null, rounds };
  } finally {
    await endpoint.close();
    if (options.keep) {
      await platform?.stop();
      options.say(`${fault.name}: kept ${platform?.home}`);
    } else {
      // A folder that is a disk of its own cannot be removed before it is unmounted.
      await platform?.end();
      disk?.unmount();
      await platform?.remove();
      disk?.remove();
    }
  }
}

type RoundSetting = {
  platform: Platform;
  endpoint: Endpoint;
  disk: SmallDisk | null;
  round: number;
  seed: number;
  options: RoundOptions;
};

async function runRound(fault: Fault, setting: RoundSetting): Promise<Round> {
  const { platform, endpoint, disk, round, seed, options } = setting;
  const started = performance.now();
  const before = await withDatabase(platform, async (ctx) =>
    (await rowsOf(ctx, sql`select id from submission`)).map(({ id }) => String(id)),
  );
  endpoint.begin();
  const until = Date.now() + PATIENCE_MS + (fault.name === "server-away" ? options.awayMs : 0);
  const harm = { platform, endpoint, disk, random: seededRandom(seed), ...options };
  const sending = sendMixed(platform, endpoint, {
    name: `${fault.name} ${round}`,
    seed,
    patienceMs: until - Date.now(),
  });
  const [sent] = await Promise.allSettled([sending, fault.inject(harm)]);
  await untilEnded(platform, before, until);
  await fault.heal?.(harm);
  const count = await withDatabase(platform, (ctx) => countRound(ctx, { before, log: endpoint.log }));
  if (sent.status === "rejected") count.notes.push(`not sent: ${sent.reason}`);
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  return { fault: fault.name, round, ...count, refused: endpoint.log.refused, seconds };
}

/** Until everything that is new in the database is published or has ended otherwise, or until the patience is over. */
async function untilEnded(platform: Platform, before: readonly string[], until: number): Promise<void> {
  while (Date.now() < until) {
    if (!platform.lives) throw new Error("the supervisor ended by itself");
    const states = await statesOf(platform, before).catch(() => null);
    if (states?.every((state) => isSubmissionEnded(state))) return;
    await delay(LOOK_EVERY_MS);
  }
}

function statesOf(platform: Platform, before: readonly string[]) {
  return withDatabase(platform, async (ctx) => {
    const rows = await rowsOf(ctx, sql`select id, state from submission`);
    return rows
      .filter(({ id }) => !before.includes(String(id)))
      .map(({ state }) => submissionStateSchema.parse(state));
  });
}
