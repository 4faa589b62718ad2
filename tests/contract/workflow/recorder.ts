/** What functions under test have done, by key, and a way to wait for it without polling. */
export type Recorder = {
  add(key: string, value?: unknown): void;
  all(key: string): unknown[];
  /** Resolves with the values of a key once there are at least `count`. */
  atLeast(key: string, count?: number): Promise<unknown[]>;
};

export function recorder(): Recorder {
  const seen = new Map<string, unknown[]>();
  const waiting: { key: string; count: number; resolve(values: unknown[]): void }[] = [];
  const all = (key: string) => seen.get(key) ?? [];
  return {
    all,
    add(key, value) {
      seen.set(key, [...all(key), value]);
      for (const entry of waiting.filter((wait) => wait.key === key && all(key).length >= wait.count)) {
        waiting.splice(waiting.indexOf(entry), 1);
        entry.resolve(all(key));
      }
    },
    atLeast(key, count = 1) {
      if (all(key).length >= count) return Promise.resolve(all(key));
      return new Promise((resolve) => waiting.push({ key, count, resolve }));
    },
  };
}
