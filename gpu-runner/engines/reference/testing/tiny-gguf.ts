import { seededDraw } from "../sampling/seeded-draw";

/** Numbers of the made-up model that the tests run on: two key heads for four query heads, untied head. */
export const TINY = { width: 32, layers: 2, heads: 4, keyHeads: 2, feedForward: 64, context: 160 } as const;
export const TINY_CONTROL = ["<|pad|>", "<|bos|>", "<|end|>", "<|user|>", "<|assistant|>", "<|system|>"];
const MERGES = ["t h", "th e", "Ġ the", "a n", "an d"];

type Value = { type: number; bytes: Uint8Array };

const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const little = (size: number, write: (view: DataView) => void): Uint8Array => {
  const view = new DataView(new ArrayBuffer(size));
  write(view);
  return new Uint8Array(view.buffer);
};
const u32 = (value: number) => little(4, (view) => view.setUint32(0, value, true));
const i32 = (value: number) => little(4, (view) => view.setInt32(0, value, true));
const u64 = (value: number) => little(8, (view) => view.setBigUint64(0, BigInt(value), true));
const f32 = (value: number) => little(4, (view) => view.setFloat32(0, value, true));
const encoded = (value: string) => {
  const bytes = new TextEncoder().encode(value);
  return joined(u64(bytes.length), bytes);
};
const number = (value: number): Value => ({ type: 4, bytes: u32(value) });
const float = (value: number): Value => ({ type: 6, bytes: f32(value) });
const words = (value: string): Value => ({ type: 8, bytes: encoded(value) });
const listOf = (type: number, items: Uint8Array[]): Value => ({
  type: 9,
  bytes: joined(u32(type), u64(items.length), ...items),
});

/** The 256 byte letters, in order of the byte. */
function byteLetters(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 32 && byte < 127) || (byte > 160 && byte < 173) || byte > 173;
    if (printable) return String.fromCodePoint(byte);
    next += 1;
    return String.fromCodePoint(next - 1);
  });
}

/** All tokens; an odd count would not suit the kernel, so a last one pads the list. */
function tokenList(): string[] {
  const tokens = [...TINY_CONTROL, ...byteLetters(), ...MERGES.map((merge) => merge.replace(" ", ""))];
  return tokens.length % 2 === 0 ? tokens : [...tokens, "Ġand"];
}

function metadata(): [string, Value][] {
  const tokens = tokenList();
  const kinds = tokens.map((token) => i32(TINY_CONTROL.includes(token) ? 3 : 1));
  return [
    ["general.architecture", words("llama")],
    ["llama.context_length", number(TINY.context)],
    ["llama.embedding_length", number(TINY.width)],
    ["llama.block_count", number(TINY.layers)],
    ["llama.feed_forward_length", number(TINY.feedForward)],
    ["llama.attention.head_count", number(TINY.heads)],
    ["llama.attention.head_count_kv", number(TINY.keyHeads)],
    ["llama.rope.freq_base", float(10_000)],
    ["llama.attention.layer_norm_rms_epsilon", float(1e-5)],
    ["tokenizer.ggml.model", words("gpt2")],
    ["tokenizer.ggml.pre", words("qwen2")],
    ["tokenizer.ggml.tokens", listOf(8, tokens.map(encoded))],
    ["tokenizer.ggml.token_type", listOf(5, kinds)],
    ["tokenizer.ggml.merges", listOf(8, MERGES.map(encoded))],
    ["tokenizer.ggml.bos_token_id", number(1)],
    ["tokenizer.ggml.eos_token_id", number(2)],
  ];
}

function tensorShapes(): [string, number[]][] {
  const { width, feedForward } = TINY;
  const keyWidth = (width / TINY.heads) * TINY.keyHeads;
  const vocabulary = tokenList().length;
  const layers = Array.from({ length: TINY.layers }, (_, layer): [string, number[]][] => [
    [`blk.${layer}.attn_norm.weight`, [width]],
    [`blk.${layer}.attn_q.weight`, [width, width]],
    [`blk.${layer}.attn_k.weight`, [width, keyWidth]],
    [`blk.${layer}.attn_v.weight`, [width, keyWidth]],
    [`blk.${layer}.attn_output.weight`, [width, width]],
    [`blk.${layer}.ffn_norm.weight`, [width]],
    [`blk.${layer}.ffn_gate.weight`, [width, feedForward]],
    [`blk.${layer}.ffn_up.weight`, [width, feedForward]],
    [`blk.${layer}.ffn_down.weight`, [feedForward, width]],
  ]);
  return [
    ["token_embd.weight", [width, vocabulary]],
    ["output.weight", [width, vocabulary]],
    ["output_norm.weight", [width]],
    ...layers.flat(),
  ];
}

/** The bytes of a small GGUF v3 model with random weights (F32); the same seed gives the same file. */
export function tinyGguf(seed = 1): Uint8Array {
  const draw = seededDraw(seed);
  let offset = 0;
  const infos: Uint8Array[] = [];
  const bodies: Uint8Array[] = [];
  for (const [name, dimensions] of tensorShapes()) {
    const size = dimensions.reduce((product, dimension) => product * dimension, 1);
    const scale = name.endsWith("norm.weight") ? 0.2 : 0.6;
    const shift = name.endsWith("norm.weight") ? 0.9 : -0.3;
    const values = Float32Array.from({ length: size }, () => draw() * scale + shift);
    infos.push(joined(encoded(name), u32(dimensions.length), ...dimensions.map(u64), u32(0), u64(offset)));
    const body = new Uint8Array(values.buffer);
    bodies.push(body, new Uint8Array(-body.length & 31));
    offset += body.length + (-body.length & 31);
  }
  const entries = metadata().map(([key, { type, bytes }]) => joined(encoded(key), u32(type), bytes));
  const magic = new TextEncoder().encode("GGUF");
  const head = joined(magic, u32(3), u64(infos.length), u64(entries.length), ...entries, ...infos);
  return joined(head, new Uint8Array(-head.length & 31), ...bodies);
}
