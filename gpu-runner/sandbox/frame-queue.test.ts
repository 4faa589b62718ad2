import { expect, it } from "vitest";
import { FrameQueue } from "./frame-queue";

it("gives lines in order, those that come while it is read too, and ends", async () => {
  const queue = new FrameQueue();
  queue.push(Uint8Array.of(1));
  queue.push(Uint8Array.of(2));
  const read: number[] = [];
  const reading = (async () => {
    for await (const [byte] of queue.read()) {
      read.push(byte ?? -1);
      if (byte === 1) queue.push(Uint8Array.of(3));
      if (byte === 3) queueMicrotask(() => queue.push(Uint8Array.of(4)));
      if (byte === 4) queue.end();
    }
  })();
  await reading;
  expect(read).toEqual([1, 2, 3, 4]);
});

// One by one from the front of the list this took a minute and a half: the lines of a program that prints a megabyte of them.
it("gives out as many lines as a program may print in no time", async () => {
  const LINES = 200_000;
  const queue = new FrameQueue();
  for (let line = 0; line < LINES; line++) queue.push(new Uint8Array(0));
  queue.end();
  let lines = 0;
  for await (const _ of queue.read()) lines++;
  expect(lines).toBe(LINES);
});
