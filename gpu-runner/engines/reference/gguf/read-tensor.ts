import type { GgufFile, GgufTensor } from "./read-gguf";

const TYPE_F32 = 0;
const TYPE_F16 = 1;

/** IEEE half precision to a number. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export function tensorSize(tensor: GgufTensor): number {
  return tensor.dimensions.reduce((product, dimension) => product * dimension, 1);
}

/** Copies a tensor into `target` as 32-bit floats; only F32 and F16 can be read. */
export function readTensor(file: GgufFile, name: string, target: Float32Array): void {
  const tensor = file.tensors.get(name);
  if (!tensor) throw new RangeError(`the file has no tensor ${name}`);
  const size = tensorSize(tensor);
  if (size !== target.length)
    throw new RangeError(`tensor ${name} has ${size} numbers, not ${target.length}`);
  const view = new DataView(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const width = tensor.type === TYPE_F32 ? 4 : tensor.type === TYPE_F16 ? 2 : 0;
  if (width === 0)
    throw new RangeError(`tensor ${name} is quantised (type ${tensor.type}); only F32 and F16 are read`);
  if (tensor.byteOffset + size * width > file.bytes.byteLength)
    throw new RangeError(`tensor ${name} runs past the end of the file`);
  for (let index = 0; index < size; index += 1) {
    const at = tensor.byteOffset + index * width;
    target[index] = width === 4 ? view.getFloat32(at, true) : fromHalf(view.getUint16(at, true));
  }
}
