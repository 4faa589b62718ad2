import fc from "fast-check";
import { expect, it } from "vitest";
import { sameOutput } from "./code-outputs";

it("compares line by line, and tokens as decimals", () => {
  expect(sameOutput("1 2 \r\n3\n\n", "1 2\n3", 0)).toBe(true);
  expect(sameOutput("1.50 -0", "15e-1 0.0", 0)).toBe(true);
  expect(sameOutput("100000000000000000001", "100000000000000000000", 0)).toBe(false);
  expect(sameOutput("1 2", "1\n2", 0)).toBe(false);
  expect(sameOutput("Yes", "YES", 0)).toBe(false);
  expect(sameOutput("inf", "Infinity", 0)).toBe(false);
});

it("allows a difference only where the tests say so", () => {
  expect(sameOutput("0.3333333", "0.33333333333", 0)).toBe(false);
  expect(sameOutput("0.3333333", "0.33333333333", 1e-6)).toBe(true);
  expect(sameOutput("1000001", "1000000", 1e-6)).toBe(true);
  expect(sameOutput("nan", "1", 1e-6)).toBe(false);
});

it("takes every form of a number for the same", () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(6), (whole, zeros) => {
      const forms = [`${whole}`, `${whole}.${"0".repeat(zeros)}`, `${whole}0e-1`];
      for (const form of forms) expect(sameOutput(form, `${whole}`, 0)).toBe(true);
      expect(sameOutput(`${whole + 1}`, `${whole}`, 0)).toBe(false);
    }),
  );
});
