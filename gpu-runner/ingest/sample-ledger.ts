/** Sample numbers below this are kept as bits, so that millions of samples take little memory; few are above. */
const BITS = 65_536;

type Seen = { count: number; highest: number; bits: Uint8Array; above: Set<number> | null };

/** Which (problem, sample) pairs a file has brought of one model; says what is doubled, ragged or missing. */
export class SampleLedger {
  readonly #problems = new Map<string, Seen>();
  #samples = 0;

  /** The number of a sample whose file gives none: one more than the highest so far. */
  next(problemId: string): number {
    return (this.#problems.get(problemId)?.highest ?? -1) + 1;
  }

  /** False where the pair was there before. */
  add(problemId: string, sample: number): boolean {
    let seen = this.#problems.get(problemId);
    if (seen === undefined) {
      seen = { count: 0, highest: -1, bits: new Uint8Array(8), above: null };
      this.#problems.set(problemId, seen);
    }
    if (!mark(seen, sample)) return false;
    seen.count++;
    seen.highest = Math.max(seen.highest, sample);
    this.#samples++;
    return true;
  }

  get samples(): number {
    return this.#samples;
  }

  get problems(): number {
    return this.#problems.size;
  }

  problemIds(): Iterable<string> {
    return this.#problems.keys();
  }

  /** k where every problem has the samples 0..k−1; null where they differ or have gaps. */
  get samplesPerProblem(): number | null {
    let k: number | null = null;
    for (const { count, highest } of this.#problems.values()) {
      if (highest !== count - 1 || (k !== null && k !== count)) return null;
      k = count;
    }
    return k;
  }

  /** Up to `most` problems whose samples are not 0..k−1 with the most frequent k, in words. */
  ragged(most: number): string[] {
    const frequency = new Map<number, number>();
    for (const { count } of this.#problems.values()) frequency.set(count, (frequency.get(count) ?? 0) + 1);
    const [usual = 0] = [...frequency].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    const told: string[] = [];
    for (const [problemId, { count, highest }] of this.#problems) {
      if (count === usual && highest === count - 1) continue;
      if (told.length === most) break;
      const gap = highest === count - 1 ? "" : `, numbered up to ${highest}`;
      told.push(
        `Problem ${problemId} has ${count} samples${gap}; most problems have ${usual}, numbered from 0.`,
      );
    }
    return told;
  }

  has(problemId: string): boolean {
    return this.#problems.has(problemId);
  }
}

/** False where the number was marked before. */
function mark(seen: Seen, sample: number): boolean {
  if (sample >= BITS) {
    seen.above ??= new Set();
    if (seen.above.has(sample)) return false;
    seen.above.add(sample);
    return true;
  }
  const at = sample >> 3;
  const bit = 1 << (sample & 7);
  if (at >= seen.bits.length) {
    const wider = new Uint8Array(Math.max(at + 1, 2 * seen.bits.length));
    wider.set(seen.bits);
    seen.bits = wider;
  }
  const byte = seen.bits[at] ?? 0;
  if ((byte & bit) !== 0) return false;
  seen.bits[at] = byte | bit;
  return true;
}
