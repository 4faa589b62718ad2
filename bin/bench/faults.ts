import { parseArgs } from "node:util";
import { wholeNumber } from "../whole-number";
import { FAULTS, type Fault } from "./faults/faults";
import { removeAll } from "./faults/platform";
import { type FaultResult, type RoundOptions, runFault } from "./faults/rounds";
import { load, machine, record } from "./record";

/**
 * Submits, harms a part of a whole platform at a seeded moment, waits until everything is published, and counts what was lost,
 * doubled or called for twice. Each fault has a platform of its own; `--lanes` of them run at a time. Exits with 1 where
 * anything was lost or doubled. Writes docs/benchmarks.json unless `--no-record`.
 */
const { values: flags } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    only: { type: "string" },
    seed: { type: "string", default: "1" },
    lanes: { type: "string", default: "3" },
    "away-seconds": { type: "string", default: "70" },
    keep: { type: "boolean", default: false },
    "no-record": { type: "boolean", default: false },
  },
});

const FULL_ROUNDS = 20;
const FULL_AWAY_SECONDS = 600;

async function main(): Promise<void> {
  const before = load();
  const started = performance.now();
  const faults = chosen(flags.only);
  const options: RoundOptions = {
    rounds: wholeNumber("--rounds", flags.rounds),
    seed: wholeNumber("--seed", flags.seed),
    awayMs: wholeNumber("--away-seconds", flags["away-seconds"]) * 1000,
    quietMs: 0,
    keep: flags.keep,
    say: (line) => console.log(line),
  };
  const lanes = wholeNumber("--lanes", flags.lanes);
  console.log(
    `${options.rounds} rounds a fault (full: ${FULL_ROUNDS}), server away for ${options.awayMs / 1000} s (full: ${FULL_AWAY_SECONDS}), seed ${options.seed}, ${lanes} lanes, load ${before}`,
  );
  // Moments are drawn from the length of a round without harm, the second one: the first also warms the site up.
  const [quiet] = FAULTS;
  if (quiet === undefined) throw new Error("there is no fault called none");
  const control = await runFault(quiet, 0, { ...options, rounds: 2 });
  options.quietMs = (control.rounds.at(-1)?.seconds ?? 10) * 1000;
  const results = [control, ...(await inLanes(faults, lanes, options))];
  const minutes = Number(((performance.now() - started) / 60_000).toFixed(1));
  const rows = results.map(rowOf);
  console.table(rows);
  console.log(`${minutes} minutes, load ${before} before and ${load()} after`);
  if (!flags["no-record"]) {
    record("faults", {
      command: `npm run bench:faults -- --rounds ${options.rounds} --seed ${options.seed}`,
      machine: machine(before),
      awaySeconds: options.awayMs / 1000,
      lanes,
      minutes,
      faults: rows,
      notes: results.flatMap(({ rounds }) =>
        rounds.flatMap(({ fault, round, notes }) => notes.map((what) => `${fault} ${round + 1}: ${what}`)),
      ),
    });
  }
  const bad = results.some(({ rounds }) =>
    rounds.some(({ lost, doubled, recomputed }) => lost > 0 || doubled > 0 || !recomputed),
  );
  if (bad) process.exitCode = 1;
}

function rowOf({ fault, skipped, rounds }: FaultResult) {
  if (skipped !== null) return { fault, skipped };
  const sum = (pick: (round: (typeof rounds)[number]) => number) =>
    rounds.reduce((total, round) => total + pick(round), 0);
  return {
    fault,
    rounds: rounds.length,
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    infraErrors: sum(({ faulty }) => faulty),
    extraCalls: sum(({ extraCalls }) => extraCalls),
    refused: sum(({ refused }) => refused),
    recompute: rounds.every(({ recomputed }) => recomputed) ? "equal" : "DIFFERS",
    secondsMedian: rounds.map(({ seconds }) => seconds).sort((a, b) => a - b)[rounds.length >> 1] ?? 0,
    secondsWorst: Math.max(...rounds.map(({ seconds }) => seconds)),
  };
}

/** Faults wait far more than they compute, so several go on at a time, each on its own platform. */
async function inLanes(
  faults: readonly Fault[],
  lanes: number,
  options: RoundOptions,
): Promise<FaultResult[]> {
  const queue = [...faults.entries()];
  const results = new Map<number, FaultResult>();
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, fault] = next;
      results.set(index, await runFault(fault, FAULTS.indexOf(fault), options).catch(broken(fault)));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return faults.flatMap((_, index) => results.get(index) ?? []);
}

/** A platform that could not go on is the worst a fault can do. */
const broken =
  ({ name }: Fault) =>
  (error: unknown): FaultResult => {
    const why = error instanceof Error ? error.message : String(error);
    console.error(`${name}: ${why}`);
    const nothing = { doubled: 0, faulty: 0, extraCalls: 0, refused: 0, recomputed: false, seconds: 0 };
    return {
      fault: name,
      skipped: null,
      rounds: [{ fault: name, round: 0, lost: 1, ...nothing, notes: [why] }],
    };
  };

/** Nothing is left running behind a bench that is stopped. */
function giveUp(): void {
  void removeAll().finally(() => process.exit(130));
}

function chosen(only: string | undefined): readonly Fault[] {
  const [, ...all] = FAULTS;
  if (only === undefined) return all;
  const names = only.split(",");
  const unknown = names.find((name) => !all.some((fault) => fault.name === name));
  if (unknown !== undefined)
    throw new Error(`--only ${unknown}: known faults are ${all.map(({ name }) => name).join(", ")}`);
  return all.filter(({ name }) => names.includes(name));
}

process.once("SIGINT", giveUp);
process.once("SIGTERM", giveUp);
await main();
process.exit();
