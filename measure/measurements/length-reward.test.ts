import { describe, expect, it } from "vitest";
import { easyLengthReward } from "./length-reward";

describe("easyLengthReward", () => {
  it("falls from 1 to 0 along half a cosine", () => {
    const rewards = [0, 250, 500, 1000].map((length) => easyLengthReward(length, 1000));
    expect(rewards.map((reward) => Number(reward.toFixed(4)))).toEqual([1, 0.8536, 0.5, 0]);
    expect(() => easyLengthReward(1001, 1000)).toThrow(RangeError);
  });
});
