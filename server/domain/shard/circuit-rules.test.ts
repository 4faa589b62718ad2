import { describe, expect, it } from "vitest";
import { afterFailure, type Circuit, FAILURES_TO_OPEN, isGivenUp } from "./circuit-rules";

const at = new Date("2026-11-01T12:00:00Z");
const closed: Circuit = { failures: 0, failingSince: null, nextTryAt: null };

function failTimes(times: number): Circuit {
  let circuit = closed;
  for (let failure = 0; failure < times; failure++) circuit = afterFailure(circuit, at, 0);
  return circuit;
}

describe("the circuit of an endpoint", () => {
  it("opens at the fifth failure in a row", () => {
    expect(failTimes(FAILURES_TO_OPEN - 1).nextTryAt).toBeNull();
    expect(failTimes(FAILURES_TO_OPEN).nextTryAt?.getTime()).toBe(at.getTime() + 15_000);
  });

  it("waits twice as long each time, 15 minutes at most, and never less than the server asked for", () => {
    expect(failTimes(6).nextTryAt?.getTime()).toBe(at.getTime() + 30_000);
    expect(failTimes(200).nextTryAt?.getTime()).toBe(at.getTime() + 900_000);
    expect(afterFailure(failTimes(4), at, 60_000).nextTryAt?.getTime()).toBe(at.getTime() + 60_000);
  });

  it("gives up 24 hours after the first failure", () => {
    const open = failTimes(7);
    expect(isGivenUp(open, new Date(at.getTime() + 24 * 3_600_000 - 1))).toBe(false);
    expect(isGivenUp(open, new Date(at.getTime() + 24 * 3_600_000))).toBe(true);
    expect(isGivenUp(closed, at)).toBe(false);
  });
});
