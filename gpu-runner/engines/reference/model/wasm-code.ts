/** Just enough of the WebAssembly binary format to write one numeric kernel by hand. */

export type Code = readonly number[];

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128 of a small number. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const constant = (value: number): Code => [0x41, ...signed(value)];
export const add: Code = [0x6a];
export const multiply: Code = [0x6c];
const lessThan: Code = [0x49];
const simd = (operation: number): Code => [0xfd, ...unsigned(operation)];
export const loadVector: Code = [...simd(0x00), 0x02, 0x00];
export const zeroVector: Code = [...simd(0x0c), ...new Array<number>(16).fill(0)];
export const addVectors: Code = simd(0xe4);
export const multiplyVectors: Code = simd(0xe6);
export const lane = (index: number): Code => [...simd(0x1f), index];
export const addFloats: Code = [0x92];
export const storeFloat: Code = [0x38, 0x02, 0x00];

/** `do { body; counter += step } while (counter < end)`; `end` is a local. */
export function repeat(counter: number, step: Code, end: number, body: Code): Code {
  const next = [...get(counter), ...step, ...add, ...set(counter)];
  return [0x03, 0x40, ...body, ...next, ...get(counter), ...get(end), ...lessThan, 0x0d, 0x00, 0x0b];
}

const section = (id: number, body: Code): number[] => [id, ...unsigned(body.length), ...body];
const name = (text: string): number[] => [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
const INTEGER = 0x7f;
const VECTOR = 0x7b;

/** A module that imports `env.memory` and exports one function of integer parameters. */
export function moduleWith(
  exported: string,
  {
    parameters,
    integers,
    vectors,
    body,
  }: { parameters: number; integers: number; vectors: number; body: Code },
): Uint8Array<ArrayBuffer> {
  const type = [1, 0x60, parameters, ...new Array<number>(parameters).fill(INTEGER), 0];
  const imported = [1, ...name("env"), ...name("memory"), 0x02, 0x00, 0x01];
  const locals = [2, ...unsigned(integers), INTEGER, ...unsigned(vectors), VECTOR];
  const code = [...locals, ...body, 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, type),
    ...section(2, imported),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name(exported), 0x00, 0x00]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}
