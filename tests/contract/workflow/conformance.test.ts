import { expect, it } from "vitest";
import { conformanceFunctions } from "./conformance-functions";
import { mintPrefix, onEveryExecutor } from "./targets";

const prefix = mintPrefix();

onEveryExecutor(prefix, conformanceFunctions(prefix), (target) => {
  const send = (...event: [string, Record<string, unknown>, string?]) => target().send(...event);

  it("runs one function that uses every feature", async () => {
    await send("everything", { go: false, key: "k0" });
    await send("everything", { go: true, key: "k1" });
    const [result] = await target().app.seen.atLeast("everything");
    expect(result).toEqual({
      parallel: [0, 2, 4, 6, 8],
      repeated: ["a", "b"],
      flaky: 3,
      caught: "never works",
      answer: "yes",
      nothing: null,
      child: 40,
      failedChild: "negative",
      attempt: 0,
    });
    expect(target().app.seen.all("everything")).toHaveLength(1);
  });

  it("calls onFailure once, with the error and the event", async () => {
    await send("failing", { n: 7 });
    expect(await target().app.seen.atLeast("on failure")).toEqual([{ message: "on purpose", original: 7 }]);
  });

  it("cancels the matching run and no other", async () => {
    await send("start", { id: "a" });
    await send("start", { id: "b" });
    await target().app.seen.atLeast("begun a");
    await target().app.seen.atLeast("begun b");
    // Both runs are past their first step when this event is handled, because events of one sender are handled in order.
    await send("stop", { id: "a" });
    for (let round = 0; target().app.seen.all("finished b").length === 0 && round < 60; round++) {
      await send("go", { round });
      await Promise.race([
        target().app.seen.atLeast("finished b"),
        new Promise((resolve) => setTimeout(resolve, 250)),
      ]);
    }
    expect(target().app.seen.all("finished b")).toEqual([`${prefix}/go`]);
    expect(target().app.seen.all("finished a")).toEqual([]);
  });

  it("takes an event id once", async () => {
    await send("per-event", { key: "one of two" }, `${prefix}-same`);
    await send("per-event", { key: "one of two" }, `${prefix}-same`);
    await send("per-event", { key: "last" });
    await target().app.seen.atLeast("per event last");
    await target().app.seen.atLeast("per event", 2);
    expect(target().app.seen.all("per event one of two")).toHaveLength(1);
  });

  it("takes a function's idempotency key once", async () => {
    await send("once", { key: "by key" });
    await send("once", { key: "by key" });
    await send("once", { key: "last" });
    await target().app.seen.atLeast("once last");
    await target().app.seen.atLeast("once", 2);
    expect(target().app.seen.all("once by key")).toHaveLength(1);
  });

  it("keeps the concurrency limit of every key", async () => {
    await target().app.client.send(
      Array.from({ length: 12 }, (_, n) => ({
        name: `${prefix}/limited`,
        data: { tenant: n % 2 === 0 ? "x" : "y" },
      })),
    );
    await target().app.seen.atLeast("limited done", 12);
    for (const tenant of ["x", "y"])
      expect(Math.max(...target().app.seen.all(`active ${tenant}`).map(Number))).toBeLessThanOrEqual(2);
  });

  it("goes on after the quickest of a race", async () => {
    await send("race", {});
    expect(await target().app.seen.atLeast("race")).toEqual(["after quick"]);
  });
});
