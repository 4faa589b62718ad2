import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type FromPreviewWorker, PREVIEW_TIME, PreviewStopped, previewInWorker } from "./preview-in-worker";

class FakeWorker {
  static made: FakeWorker[] = [];
  onmessage: (event: { data: FromPreviewWorker }) => void = () => {};
  onerror: () => void = () => {};
  readonly terminate = vi.fn();
  readonly postMessage = vi.fn();
  constructor() {
    FakeWorker.made.push(this);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("Worker", FakeWorker);
  FakeWorker.made = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A preview under way, its worker, and what became of it. */
function begun(signal = new AbortController().signal) {
  const answer = previewInWorker(new File(["x"], "x.jsonl"), signal).catch((error: unknown) => error);
  const worker = FakeWorker.made.at(-1);
  if (worker === undefined) throw new Error("no worker was started");
  return { answer, worker };
}

it("gives what the worker found, and ends it", async () => {
  const { answer, worker } = begun();
  worker.onmessage({ data: { found: { kind: "on-server", container: "Parquet file" } } });
  expect(await answer).toEqual({ kind: "on-server", container: "Parquet file" });
  expect(worker.terminate).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

it("ends a worker that gives no sign, not one that gets on, and every one after its whole time", async () => {
  const silent = begun();
  vi.advanceTimersByTime(PREVIEW_TIME.stillMs - 1);
  expect(silent.worker.terminate).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(await silent.answer).toBeInstanceOf(PreviewStopped);
  expect(silent.worker.terminate).toHaveBeenCalledOnce();

  const slow = begun();
  for (let ms = 0; ms < PREVIEW_TIME.wholeMs; ms += 1_000) {
    await Promise.resolve();
    expect(slow.worker.terminate).not.toHaveBeenCalled();
    slow.worker.onmessage({ data: null });
    vi.advanceTimersByTime(1_000);
  }
  expect(await slow.answer).toBeInstanceOf(PreviewStopped);
  expect(slow.worker.terminate).toHaveBeenCalledOnce();
});

it("ends the worker when nobody asks any more, and when it does not start", async () => {
  const controller = new AbortController();
  const unasked = begun(controller.signal);
  controller.abort();
  expect(await unasked.answer).toBeInstanceOf(PreviewStopped);
  const broken = begun();
  broken.worker.onerror();
  expect(String(await broken.answer)).toContain("did not start");
  for (const worker of FakeWorker.made) expect(worker.terminate).toHaveBeenCalledOnce();
});
