import { describe, expect, it } from "vitest";
import { TINY, tinyGguf } from "../testing/tiny-gguf";
import { readGguf } from "./read-gguf";
import { fromHalf, readTensor } from "./read-tensor";

describe("readGguf", () => {
  it("reads metadata and tensors", () => {
    const file = readGguf(tinyGguf());
    expect(file.metadata.get("llama.embedding_length")).toBe(TINY.width);
    expect(file.tensors.get("blk.1.ffn_down.weight")?.dimensions).toEqual([TINY.feedForward, TINY.width]);
    const norm = new Float32Array(TINY.width);
    readTensor(file, "output_norm.weight", norm);
    expect(norm.every((value) => value > 0.85 && value < 1.15)).toBe(true);
  });

  it("says what is wrong with another file, a cut file and a missing or quantised tensor", () => {
    const bytes = tinyGguf();
    expect(() => readGguf(new TextEncoder().encode("not a model at all"))).toThrow("not a GGUF file");
    expect(() => readGguf(bytes.subarray(0, 900))).toThrow(/ends at byte 900/);
    const cut = readGguf(bytes.subarray(0, bytes.length - 40_000));
    const last = "blk.1.ffn_down.weight";
    const target = new Float32Array(TINY.width * TINY.feedForward);
    expect(() => readTensor(cut, last, target)).toThrow(/past the end/);
    expect(() => readTensor(readGguf(bytes), "nothing", target)).toThrow("no tensor nothing");
    const whole = readGguf(bytes);
    const tensor = whole.tensors.get(last);
    if (tensor) tensor.type = 8;
    expect(() => readTensor(whole, last, target)).toThrow(/quantised/);
  });
});

describe("fromHalf", () => {
  it("reads normal, subnormal and special numbers", () => {
    expect([0x3c00, 0xc000, 0x3555, 0x0001, 0x7bff].map(fromHalf)).toEqual([
      1,
      -2,
      0.333251953125,
      2 ** -24,
      65504,
    ]);
    expect(fromHalf(0x7c00)).toBe(Number.POSITIVE_INFINITY);
    expect(fromHalf(0x7e00)).toBeNaN();
  });
});
