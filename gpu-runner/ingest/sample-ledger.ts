const WIDTH = 1_000_001;

/** Which (problem, sample) pairs a file has brought; says what is doubled, ragged or missing. */
export class SampleLedger {
  readonly #places = new Map<string, number>();
  readonly #seen = new Set<number>();
  readonly #counts = new Map<string, { count: number; highest: number }>();

  /** The number of a sample whose file gives none: one more than the highest so far. */
  next(problemId: string): number {
    return (this.#counts.get(problemId)?.highest ?? -1) + 1;
  }

  /** False where the pair was there before. */
  add(problemId: string, sample: number): boolean {
    const place = this.#places.get(problemId) ?? this.#places.size;
    this.#places.set(problemId, place);
    const key = place * WIDTH + sample;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    const entry = this.#counts.get(problemId) ?? { count: 0, highest: -1 };
    entry.count++;
    entry.highest = Math.max(entry.highest, sample);
    this.#counts.set(problemId, entry);
    return true;
  }

  get problems(): number {
    return this.#counts.size;
  }

  /** k where every problem has the samples 0..k−1; null where they differ or have gaps. */
  get samplesPerProblem(): number | null {
    let k: number | null = null;
    for (const { count, highest } of this.#counts.values()) {
      if (highest !== count - 1 || (k !== null && k !== count)) return null;
      k = count;
    }
    return k;
  }

  /** Up to `most` problems whose samples are not 0..k−1 with the most frequent k, in words. */
  ragged(most: number): string[] {
    const frequency = new Map<number, number>();
    for (const { count } of this.#counts.values()) frequency.set(count, (frequency.get(count) ?? 0) + 1);
    const [usual = 0] = [...frequency].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    const told: string[] = [];
    for (const [problemId, { count, highest }] of this.#counts) {
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
    return this.#counts.has(problemId);
  }
}
