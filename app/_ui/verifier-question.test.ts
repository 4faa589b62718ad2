import { expect, it } from "vitest";
import { askedQuestion } from "./verifier-question";

it("says what is wrong with an address instead of failing over it", () => {
  expect(askedQuestion({ gold: "\0", output: "\\boxed{1}" })).toEqual({
    state: "wrong",
    message: "A text holds a NUL character.",
  });
  expect(askedQuestion({ gold: "1", output: "\ud800" }).state).toBe("wrong");
  expect(askedQuestion({ gold: "1", output: "\\boxed{1}" }).state).toBe("asked");
});
