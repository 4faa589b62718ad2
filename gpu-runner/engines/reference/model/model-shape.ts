import { readNumber, readText, readTexts } from "../gguf/metadata";
import type { GgufFile } from "../gguf/read-gguf";
import { INPUT_BLOCK, OUTPUT_BLOCK } from "./matrix-kernel";

export interface ModelShape {
  vocabulary: number;
  width: number;
  layers: number;
  heads: number;
  keyHeads: number;
  headWidth: number;
  feedForward: number;
  context: number;
  ropeBase: number;
  normEpsilon: number;
}

/** The shape of a `llama` model from its metadata; throws `RangeError` for one that the engine cannot run. */
export function readShape(file: GgufFile): ModelShape {
  const architecture = readText(file, "general.architecture");
  if (architecture !== "llama")
    throw new RangeError(`architecture ${architecture} is not supported, only llama`);
  const width = readNumber(file, "llama.embedding_length");
  const heads = readNumber(file, "llama.attention.head_count");
  const shape: ModelShape = {
    vocabulary: readTexts(file, "tokenizer.ggml.tokens").length,
    width,
    layers: readNumber(file, "llama.block_count"),
    heads,
    keyHeads: readNumber(file, "llama.attention.head_count_kv", heads),
    headWidth: readNumber(file, "llama.attention.key_length", width / heads),
    feedForward: readNumber(file, "llama.feed_forward_length"),
    context: readNumber(file, "llama.context_length"),
    ropeBase: readNumber(file, "llama.rope.freq_base", 10_000),
    normEpsilon: readNumber(file, "llama.attention.layer_norm_rms_epsilon", 1e-5),
  };
  const rotated = readNumber(file, "llama.rope.dimension_count", shape.headWidth);
  const even = [shape.vocabulary, width, shape.keyHeads * shape.headWidth, shape.feedForward];
  if (rotated !== shape.headWidth || shape.headWidth % 2 !== 0 || heads % shape.keyHeads !== 0)
    throw new RangeError("head width, rotary width and head counts of this model do not fit together");
  if (
    even.some((size) => size % OUTPUT_BLOCK !== 0) ||
    [width, shape.feedForward].some((size) => size % INPUT_BLOCK !== 0)
  )
    throw new RangeError("the model's widths must be multiples of 4 and its vocabulary even");
  return shape;
}
