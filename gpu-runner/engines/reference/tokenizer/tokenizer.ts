import { readNumber, readNumbers, readText, readTexts } from "../gguf/metadata";
import type { GgufFile } from "../gguf/read-gguf";
import { toBytes, toLetters } from "./byte-letters";

const CONTROL = 3;
const CACHED_PIECES = 20_000;
/** Merging is quadratic; a word longer than any real one is cut so that a hostile prompt costs linear time. */
const LONGEST_PIECE = 400;

/** How text is cut before merging (the qwen2 rule): words, single digits, runs of signs, blanks. */
const PIECES =
  /'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;

export interface Tokenizer {
  vocabulary: number;
  beginId: number;
  endId: number;
  /** Control tokens (`<|user|>` and the like) by their text. */
  controlIds: ReadonlyMap<string, number>;
  /** Ordinary text; control tokens are never read out of it. */
  encode(text: string): number[];
  /** Text in which control tokens may stand, by their text. */
  encodeWithControl(text: string): number[];
  isControl(id: number): boolean;
  /** The bytes of one token; none for control tokens. */
  bytesOf(id: number): Uint8Array;
  /** The token as text, for reports; control tokens by their text. */
  nameOf(id: number): string;
  /** Bytes that are not UTF-8 become U+FFFD; control tokens are left out. */
  decode(ids: readonly number[]): string;
}

/** The byte-level BPE tokenizer stored in a GGUF file (`gpt2` model with the `qwen2` rule). */
export function loadTokenizer(file: GgufFile): Tokenizer {
  const model = readText(file, "tokenizer.ggml.model");
  const rule = readText(file, "tokenizer.ggml.pre", "qwen2");
  if (model !== "gpt2" || rule !== "qwen2")
    throw new RangeError(`tokenizer ${model}/${rule} is not supported, only gpt2/qwen2`);
  const tokens = readTexts(file, "tokenizer.ggml.tokens");
  const kinds = readNumbers(file, "tokenizer.ggml.token_type");
  const merges = readTexts(file, "tokenizer.ggml.merges");
  const control = kinds.map((kind) => kind === CONTROL);
  const controlIds = new Map(tokens.flatMap((token, id) => (control[id] ? [[token, id] as const] : [])));
  const bytes = tokens.map((token, id) => (control[id] ? new Uint8Array() : toBytes(token)));
  const encode = textEncoder(new Map(tokens.map((token, id) => [token, id])), merges);
  const decode = (ids: readonly number[]) => new TextDecoder().decode(joined(ids.map((id) => bytes[id])));
  return {
    vocabulary: tokens.length,
    beginId: readNumber(file, "tokenizer.ggml.bos_token_id"),
    endId: readNumber(file, "tokenizer.ggml.eos_token_id"),
    controlIds,
    encode,
    encodeWithControl: (text) =>
      splitAtControl(text, controlIds).flatMap((part) => (typeof part === "number" ? [part] : encode(part))),
    isControl: (id) => control[id] ?? false,
    bytesOf: (id) => bytes[id] ?? new Uint8Array(),
    nameOf: (id) => (control[id] ? (tokens[id] ?? "") : decode([id])),
    decode,
  };
}

function joined(parts: readonly (Uint8Array | undefined)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (part ? [...part] : [])));
}

function splitAtControl(text: string, controlIds: ReadonlyMap<string, number>): (string | number)[] {
  if (controlIds.size === 0) return [text];
  const escaped = [...controlIds.keys()].map((token) => token.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return text
    .split(new RegExp(`(${escaped.join("|")})`))
    .filter((part) => part !== "")
    .map((part) => controlIds.get(part) ?? part);
}

function textEncoder(
  ids: ReadonlyMap<string, number>,
  merges: readonly string[],
): (text: string) => number[] {
  const ranks = new Map(merges.map((merge, rank) => [merge, rank]));
  const known = new Map<string, number[]>();
  const encodePiece = (piece: string): number[] => {
    const found = known.get(piece);
    if (found) return found;
    const encoded = slices(toLetters(piece))
      .flatMap((slice) => mergePiece(slice, ranks))
      .map((symbol) => {
        const id = ids.get(symbol);
        if (id === undefined)
          throw new RangeError(`the vocabulary has no token for a part of ${JSON.stringify(piece)}`);
        return id;
      });
    if (known.size < CACHED_PIECES) known.set(piece, encoded);
    return encoded;
  };
  return (text) => (text.match(PIECES) ?? []).flatMap(encodePiece);
}

function slices(letters: string): string[] {
  if (letters.length <= LONGEST_PIECE) return [letters];
  const count = Math.ceil(letters.length / LONGEST_PIECE);
  return Array.from({ length: count }, (_, index) =>
    letters.slice(index * LONGEST_PIECE, (index + 1) * LONGEST_PIECE),
  );
}

/** Merges neighbours in order of rank until no listed pair is left. */
function mergePiece(piece: string, ranks: ReadonlyMap<string, number>): string[] {
  let symbols = Array.from(piece);
  while (symbols.length > 1) {
    let best: { rank: number; left: string; right: string } | null = null;
    for (let index = 0; index + 1 < symbols.length; index += 1) {
      const [left = "", right = ""] = [symbols[index], symbols[index + 1]];
      const rank = ranks.get(`${left} ${right}`);
      if (rank !== undefined && (!best || rank < best.rank)) best = { rank, left, right };
    }
    if (!best) return symbols;
    symbols = mergeAll(symbols, best.left, best.right);
  }
  return symbols;
}

function mergeAll(symbols: readonly string[], left: string, right: string): string[] {
  const merged: string[] = [];
  for (let index = 0; index < symbols.length; index += 1) {
    const symbol = symbols[index] ?? "";
    if (symbol === left && symbols[index + 1] === right) {
      merged.push(left + right);
      index += 1;
    } else merged.push(symbol);
  }
  return merged;
}
