import { describe, expect, it } from "vitest";
import { RecentValues } from "./recent-values";

describe("RecentValues", () => {
  it("computes once for those who ask together, and again when the time is over", async () => {
    const values = new RecentValues<number>({ most: 2, forMs: 10 });
    let computed = 0;
    const ask = (now: number) => values.of("a", now, async () => ++computed);
    expect(await Promise.all([ask(0), ask(1)])).toEqual([1, 1]);
    expect(await ask(9)).toBe(1);
    expect(await ask(10)).toBe(2);
  });

  it("forgets what nobody asked for the longest", async () => {
    const values = new RecentValues<string>({ most: 2, forMs: 10 });
    const ask = (key: string, value = key) => values.of(key, 0, async () => value);
    await ask("a");
    await ask("b");
    await ask("a");
    await ask("c");
    expect(values.size).toBe(2);
    expect(await ask("a", "again")).toBe("a");
    expect(await ask("b", "again")).toBe("again");
  });

  it("does not keep a failure", async () => {
    const values = new RecentValues<number>({ most: 2, forMs: 10 });
    await expect(values.of("a", 0, () => Promise.reject(new Error("down")))).rejects.toThrow("down");
    expect(await values.of("a", 0, async () => 7)).toBe(7);
  });
});
