import { expect, it } from "vitest";
import { UsageError } from "./usage-error";
import { wholeNumber } from "./whole-number";

it("takes whole numbers within its limits and names them otherwise", () => {
  expect(wholeNumber("--port", "0", 0, 65_535)).toBe(0);
  expect(wholeNumber("--samples", "64")).toBe(64);
  for (const text of ["", " ", "65536", "-1", "1.5", "many"])
    expect(() => wholeNumber("--port", text, 0, 65_535)).toThrow(
      "--port must be a whole number from 0 to 65535",
    );
  expect(() => wholeNumber("--samples", "0")).toThrow(UsageError);
});
