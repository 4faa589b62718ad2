import { describe, expect, it } from "vitest";
import { seededDraw } from "../sampling/seeded-draw";
import { Arena } from "./arena";
import { compileKernel } from "./matrix-kernel";

describe("the matrix kernel", () => {
  const [outputs, inputs, most] = [6, 12, 8];
  const arena = new Arena(outputs * inputs + most * (inputs + outputs), 3);
  const [weights, input, output] = [outputs * inputs, most * inputs, most * outputs].map((size) =>
    arena.reserve(size),
  );
  if (!weights || !input || !output) throw new Error("three stretches were reserved");
  const multiply = compileKernel(arena.memory);
  const draw = seededDraw(3);
  for (const { values } of [weights, input]) values.set(Array.from(values, () => draw() - 0.5));
  const run = (rows: number) => {
    output.values.fill(0);
    multiply(weights.address, input.address, output.address, outputs, inputs, rows);
    return Array.from(output.values.subarray(0, rows * outputs));
  };

  it("multiplies", () => {
    run(8).forEach((value, index) => {
      const row = Math.floor(index / outputs);
      let sum = 0;
      for (let column = 0; column < inputs; column += 1)
        sum +=
          (weights.values[(index % outputs) * inputs + column] ?? 0) *
          (input.values[row * inputs + column] ?? 0);
      expect(value).toBeCloseTo(sum, 5);
    });
  });

  it("gives a row the same bits however many rows share the call", () => {
    expect(run(8).slice(0, 4 * outputs)).toEqual(run(4));
  });
});
