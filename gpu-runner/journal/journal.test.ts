import { appendFile, mkdtemp, open, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { JournalEntry } from "./entry";
import { openJournal } from "./journal";
import { pruneJournals } from "./prune-journals";
import { callSeed, requestHash } from "./request-hash";

async function folder() {
  const at = await mkdtemp(path.join(tmpdir(), "journal-"));
  return { at, [Symbol.asyncDispose]: () => rm(at, { recursive: true }) };
}

const entry = (sample: number, text: string, discarded = false): JournalEntry => ({
  problemId: "p-1",
  sample,
  index: 0,
  requestHash: "h",
  discarded,
  result: {
    text,
    reasoning: null,
    finishReason: "stop",
    promptTokens: 1,
    completionTokens: 2,
    reasoningTokens: null,
    tokenSource: "measured",
    latencyMs: 3,
    firstTokenMs: null,
    tokens: null,
    logprobs: null,
  },
});

describe("journal", () => {
  it("gives back what was written, in this process and the next", async () => {
    await using place = await folder();
    const journal = await openJournal(place.at, "run_a");
    await Promise.all([journal.append(entry(0, "zero ∑")), journal.append(entry(1, "one"))]);
    await journal.append(entry(1, "half", true));
    expect((await journal.finished({ problemId: "p-1", sample: 1, index: 0 }))?.result.text).toBe("one");
    await journal.close();
    const next = await openJournal(place.at, "run_a");
    expect((await next.finished({ problemId: "p-1", sample: 0, index: 0 }))?.result.text).toBe("zero ∑");
    expect(
      (await next.discarded({ problemId: "p-1", sample: 1, index: 0 })).map((e) => e.result.text),
    ).toEqual(["half"]);
    expect(await next.finished({ problemId: "p-1", sample: 2, index: 0 })).toBeNull();
    await next.close();
  });

  it("takes a part of a line back that a full disk left, and finds what is written after it", async () => {
    await using place = await folder();
    const probe = await open(path.join(place.at, "probe"), "w");
    const handles: typeof probe = Object.getPrototypeOf(probe);
    await probe.close();
    const journal = await openJournal(place.at, "run_a");
    const full = vi.spyOn(handles, "appendFile").mockImplementationOnce(async function (
      this: typeof probe,
      line,
    ) {
      await this.write(String(line).slice(0, 20));
      throw new Error("ENOSPC");
    });
    await expect(journal.append(entry(0, "lost"))).rejects.toThrow(/journal cannot be written.*ENOSPC/);
    full.mockRestore();
    await journal.append(entry(1, "kept"));
    const at = { problemId: "p-1", sample: 1, index: 0 };
    expect((await journal.finished(at))?.result.text).toBe("kept");
    await journal.close();
    const next = await openJournal(place.at, "run_a");
    expect((await next.finished(at))?.result.text).toBe("kept");
    await next.close();
  });

  it("skips a torn last line and goes on after it", async () => {
    await using place = await folder();
    const first = await openJournal(place.at, "run_a");
    await first.append(entry(0, "kept"));
    await first.close();
    const file = path.join(place.at, "run_a.ndjson");
    await appendFile(file, '{"problemId":"p-1","sample":1,"te');
    const second = await openJournal(place.at, "run_a");
    await second.append(entry(2, "after"));
    await second.close();
    const third = await openJournal(place.at, "run_a");
    const texts = [0, 1, 2].map(async (sample) => {
      const found = await third.finished({ problemId: "p-1", sample, index: 0 });
      return found?.result.text ?? null;
    });
    expect(await Promise.all(texts)).toEqual(["kept", null, "after"]);
    await third.close();
    expect((await readFile(file, "utf8")).endsWith("\n")).toBe(true);
  });

  it("is readable by its owner only", async () => {
    await using place = await folder();
    const journal = await openJournal(place.at, "run_a");
    await journal.close();
    expect((await stat(path.join(place.at, "run_a.ndjson"))).mode & 0o777).toBe(0o600);
  });
});

describe("old journals", () => {
  it("are removed after 30 days without work, others are kept", async () => {
    await using place = await folder();
    for (const run of ["run_old", "run_new"]) await (await openJournal(place.at, run)).close();
    const nowMs = Date.now();
    await utimes(path.join(place.at, "run_old.ndjson"), 0, nowMs / 1000 - 31 * 86_400);
    await pruneJournals(place.at, nowMs);
    expect(await readdir(place.at)).toEqual(["run_new.ndjson"]);
    await pruneJournals(path.join(place.at, "absent"), nowMs);
  });
});

describe("call seeds and request hashes", () => {
  it("depend on every part and on nothing else", () => {
    const seed = callSeed("s", "p", 1, 2);
    expect(seed).toBe(callSeed("s", "p", 1, 2));
    const others = [
      callSeed("t", "p", 1, 2),
      callSeed("s", "q", 1, 2),
      callSeed("s", "p", 2, 2),
      callSeed("s", "p", 1, 3),
    ];
    expect(new Set([seed, ...others]).size).toBe(5);
    expect(seed).toBeLessThan(2 ** 31);
    expect(requestHash({ a: 1, b: [2] })).toBe(requestHash({ b: [2], a: 1 }));
    expect(requestHash({ a: 1 })).not.toBe(requestHash({ a: 2 }));
  });
});
