import type { GgufFile } from "../gguf/read-gguf";
import { readTensor } from "../gguf/read-tensor";
import { Arena, type Stretch } from "./arena";
import type { ModelShape } from "./model-shape";

export interface LayerWeights {
  attentionNorm: Stretch;
  query: Stretch;
  key: Stretch;
  value: Stretch;
  attentionOutput: Stretch;
  feedForwardNorm: Stretch;
  gate: Stretch;
  up: Stretch;
  down: Stretch;
}

/** Working space for up to `MAX_ROWS` positions of a forward pass. */
export interface Scratch {
  state: Stretch;
  normed: Stretch;
  query: Stretch;
  key: Stretch;
  value: Stretch;
  mixed: Stretch;
  gate: Stretch;
  up: Stretch;
  logits: Stretch;
}

export interface Weights {
  arena: Arena;
  embedding: Stretch;
  /** The same stretch as `embedding` when the model ties them. */
  head: Stretch;
  outputNorm: Stretch;
  layers: LayerWeights[];
  scratch: Scratch;
}

/** Positions computed together; a multiple of the kernel's row block. */
export const MAX_ROWS = 64;

/** Copies all tensors of a model into one memory, with room for the forward pass. */
export function loadWeights(file: GgufFile, shape: ModelShape): Weights {
  const tied = !file.tensors.has("output.weight");
  const keyWidth = shape.keyHeads * shape.headWidth;
  const queryWidth = shape.heads * shape.headWidth;
  const perLayer = 2 * shape.width * (1 + queryWidth + keyWidth) + 3 * shape.width * shape.feedForward;
  const perRow = 2 * shape.width + 2 * queryWidth + 2 * keyWidth + 2 * shape.feedForward + shape.vocabulary;
  const total =
    (tied ? 1 : 2) * shape.vocabulary * shape.width +
    shape.width +
    shape.layers * perLayer +
    MAX_ROWS * perRow;
  const arena = new Arena(total, 16 + 9 * shape.layers);
  const tensor = (name: string, size: number): Stretch => {
    const stretch = arena.reserve(size);
    readTensor(file, name, stretch.values);
    return stretch;
  };
  const embedding = tensor("token_embd.weight", shape.vocabulary * shape.width);
  return {
    arena,
    embedding,
    head: tied ? embedding : tensor("output.weight", shape.vocabulary * shape.width),
    outputNorm: tensor("output_norm.weight", shape.width),
    layers: Array.from({ length: shape.layers }, (_, index) => {
      const part = (name: string, size: number) => tensor(`blk.${index}.${name}.weight`, size);
      return {
        attentionNorm: part("attn_norm", shape.width),
        query: part("attn_q", queryWidth * shape.width),
        key: part("attn_k", keyWidth * shape.width),
        value: part("attn_v", keyWidth * shape.width),
        attentionOutput: part("attn_output", shape.width * queryWidth),
        feedForwardNorm: part("ffn_norm", shape.width),
        gate: part("ffn_gate", shape.feedForward * shape.width),
        up: part("ffn_up", shape.feedForward * shape.width),
        down: part("ffn_down", shape.width * shape.feedForward),
      };
    }),
    scratch: {
      state: arena.reserve(MAX_ROWS * shape.width),
      normed: arena.reserve(MAX_ROWS * shape.width),
      query: arena.reserve(MAX_ROWS * queryWidth),
      key: arena.reserve(MAX_ROWS * keyWidth),
      value: arena.reserve(MAX_ROWS * keyWidth),
      mixed: arena.reserve(MAX_ROWS * queryWidth),
      gate: arena.reserve(MAX_ROWS * shape.feedForward),
      up: arena.reserve(MAX_ROWS * shape.feedForward),
      logits: arena.reserve(MAX_ROWS * shape.vocabulary),
    },
  };
}
