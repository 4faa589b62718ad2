import type { WorkItem } from "@/contracts/runner";
import { type GenerateSetting, generateShard } from "@/gpu-runner/generate/generate-shard";
import { learnLength } from "@/gpu-runner/schedule/call-place";
import { SharedPlaces } from "@/gpu-runner/schedule/shared-places";
import type { LengthTally } from "@/measure";
import { concurrencyShares, dealLongestFirst, generateChunks } from "@/server/domain/shard/generate-items";
import { sampleOf } from "../flow/desk";

/** How the samples of a run are spread over its calls. */
export type Policy = "static shards" | "sample 0 first" | "longest expected first";

export type Simulated = { makespan: number; bound: number; most: number; order: WorkItem[] };

/** Lengths in tokens: a problem's effect times noise of its sample, both lognormal. Seeded. */
export function drawLengths(
  seed: number,
  problems: number,
  samples: number,
  spread: { problem: number; sample: number } = SPREAD,
): Map<string, number> {
  const normal = normals(seed);
  const lengths = new Map<string, number>();
  for (let problem = 0; problem < problems; problem++) {
    const effect = spread.problem * normal();
    for (let sample = 0; sample < samples; sample++) {
      const tokens = Math.exp(Math.log(MEDIAN_TOKENS) + effect + spread.sample * normal());
      lengths.set(`p${problem}/${sample}`, Math.max(1, Math.round(tokens)));
    }
  }
  return lengths;
}

/** Standard deviations of the logarithm, between problems and within one. */
const SPREAD = { problem: 0.5, sample: 0.3 };
const MEDIAN_TOKENS = 4_000;

/**
 * One run on a virtual clock, one unit a token: the server's cutting, dealing and lease rule, and the runner's own code
 * from a lease to its samples (`generateShard` with shared places). `static shards` deals samples out once, evenly.
 */
export async function simulateRun(
  lengths: ReadonlyMap<string, number>,
  input: { problems: number; samples: number; slots: number; policy: Policy },
): Promise<Simulated> {
  const total = [...lengths.values()].reduce((sum, one) => sum + one, 0);
  const bound = Math.max(total / input.slots, ...lengths.values());
  if (input.policy === "static shards") {
    const ends = new Array<number>(input.slots).fill(0);
    const each = Math.ceil(lengths.size / input.slots);
    for (const [index, length] of [...lengths.values()].entries()) {
      const slot = Math.floor(index / each);
      ends[slot] = (ends[slot] ?? 0) + length;
    }
    return { makespan: Math.max(...ends), bound, most: input.slots, order: [] };
  }
  const run = new Run(lengths, input);
  await run.toTheEnd();
  return { makespan: run.now, bound, most: run.most, order: run.order };
}

class Run {
  now = 0;
  most = 0;
  readonly order: WorkItem[] = [];
  readonly #events: { at: number; fire: () => void }[] = [];
  readonly #places = new SharedPlaces();
  readonly #known = new Map<string, LengthTally>();
  readonly #learns: boolean;
  readonly #shares: { slots: number; calls: number };
  readonly #lengths: ReadonlyMap<string, number>;
  #pending: WorkItem[][];
  /** Items of each lease that are not finished. */
  readonly #leases = new Map<WorkItem[], number>();
  #running = 0;
  #failure: unknown = null;

  constructor(
    lengths: ReadonlyMap<string, number>,
    input: { problems: number; samples: number; slots: number; policy: Policy },
  ) {
    this.#lengths = lengths;
    this.#learns = input.policy === "longest expected first";
    this.#shares = concurrencyShares(input.slots);
    const problemIds = Array.from({ length: input.problems }, (_, index) => `p${index}`);
    this.#pending = generateChunks(
      { problemIds, samplesPerProblem: input.samples, concurrency: input.slots },
      () => false,
    );
  }

  async toTheEnd(): Promise<void> {
    this.#lease();
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#failure !== null) throw this.#failure;
      const next = this.#events.sort((a, b) => a.at - b.at).shift();
      if (next === undefined) break;
      this.now = next.at;
      next.fire();
    }
    if (this.#leases.size > 0 || this.#pending.length > 0) throw new Error("the run stands still");
  }

  /** What the server grants to a runner that has all leases of an endpoint: its slots and one, without those that are ending. */
  #lease(): void {
    const open = () => [...this.#leases.values()].filter((left) => left > this.#shares.calls).length;
    while (open() < this.#shares.slots + 1) {
      const items = this.#pending.shift();
      if (items === undefined) return;
      this.#leases.set(items, items.length);
      this.#work(items).catch((error: unknown) => {
        this.#failure = error;
      });
    }
  }

  async #work(items: WorkItem[]): Promise<void> {
    const { slots, calls } = this.#shares;
    const place = { key: "endpoint", concurrency: slots * calls };
    const lengths = Object.fromEntries(this.#known);
    await this.#places.use("run", { concurrency: calls, place, lengths }, (turn) =>
      generateShard(this.#setting(items, this.#learns ? turn : { ...turn, lengths: forgetful() })),
    );
    this.#leases.delete(items);
    this.#dealAndLease();
  }

  #dealAndLease(): void {
    if (this.#learns) this.#pending = dealLongestFirst(this.#pending, this.#known);
    this.#lease();
  }

  #setting(items: WorkItem[], turn: GenerateSetting["turn"]): GenerateSetting {
    const problems = [...new Set(items.map(({ problemId }) => problemId))].map((id) => ({
      id,
      statement: id,
      images: [],
      options: null,
      answerKind: "integer" as const,
      level: null,
    }));
    return {
      work: { problems, items, concurrency: 1, prompt: { instruction: "", system: null }, runSeed: "seed" },
      roles: {},
      journal: NO_JOURNAL,
      signal: new AbortController().signal,
      draining: () => false,
      turn,
      onSample: (report) => {
        learnLength(this.#known, report);
        const left = (this.#leases.get(items) ?? 0) - 1;
        this.#leases.set(items, left);
        if (left === this.#shares.calls) this.#dealAndLease();
      },
      perform: async ({ item }) => {
        const tokens = this.#lengths.get(`${item.problemId}/${item.sample}`) ?? 0;
        this.order.push(item);
        this.most = Math.max(this.most, ++this.#running);
        await new Promise<void>((resolve) => {
          this.#events.push({ at: this.now + tokens, fire: resolve });
        });
        this.#running--;
        return sampleOf(item.problemId, item.sample, "", { completionTokens: tokens });
      },
    };
  }
}

/** Lengths that are never learned. */
function forgetful(): Map<string, LengthTally> {
  const lengths = new Map<string, LengthTally>();
  lengths.set = () => lengths;
  return lengths;
}

const NO_JOURNAL: GenerateSetting["journal"] = {
  finished: async () => null,
  discarded: async () => [],
  append: async () => {},
  close: async () => {},
};

/** Normal deviates by Box and Muller over a 32-bit generator (mulberry32). */
function normals(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
