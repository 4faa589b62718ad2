import { ByteReader } from "./byte-reader";

export type GgufValue = string | number | boolean | GgufValue[];

export interface GgufTensor {
  name: string;
  /** Innermost dimension first, as stored. */
  dimensions: number[];
  /** 0 F32, 1 F16; other types are listed but cannot be read here. */
  type: number;
  /** From the start of the file. */
  byteOffset: number;
}

export interface GgufFile {
  version: number;
  metadata: Map<string, GgufValue>;
  tensors: Map<string, GgufTensor>;
  bytes: Uint8Array;
}

const MAGIC = 0x46554747;
const ARRAY = 9;
const LARGEST_COUNT = 10_000_000;

const scalarReaders: Record<number, (reader: ByteReader) => string | number | boolean> = {
  0: (reader) => reader.uint8(),
  1: (reader) => reader.int8(),
  2: (reader) => reader.uint16(),
  3: (reader) => reader.int16(),
  4: (reader) => reader.uint32(),
  5: (reader) => reader.int32(),
  6: (reader) => reader.float32(),
  7: (reader) => reader.uint8() !== 0,
  8: (reader) => reader.text(),
  10: (reader) => reader.uint64(),
  11: (reader) => reader.int64(),
  12: (reader) => reader.float64(),
};

function readValue(reader: ByteReader, type: number): GgufValue {
  if (type === ARRAY) {
    const itemType = reader.uint32();
    const count = reader.uint64();
    if (count > LARGEST_COUNT) throw new RangeError(`an array of ${count} items is more than is read here`);
    return Array.from({ length: count }, () => readValue(reader, itemType));
  }
  const read = scalarReaders[type];
  if (!read) throw new RangeError(`unknown value type ${type}`);
  return read(reader);
}

/**
 * The directory of a GGUF file of version 2 or 3: metadata and where each tensor lies.
 * Throws `RangeError` on a file that is cut, damaged or of another kind.
 */
export function readGguf(bytes: Uint8Array): GgufFile {
  const reader = new ByteReader(bytes);
  if (reader.uint32() !== MAGIC) throw new RangeError("not a GGUF file");
  const version = reader.uint32();
  if (version !== 2 && version !== 3) throw new RangeError(`GGUF version ${version} is not supported`);
  const tensorCount = reader.uint64();
  const entryCount = reader.uint64();
  if (tensorCount > 100_000 || entryCount > 100_000)
    throw new RangeError("a GGUF directory of this size is damaged");
  const metadata = new Map<string, GgufValue>();
  for (let index = 0; index < entryCount; index += 1) {
    const key = reader.text();
    metadata.set(key, readValue(reader, reader.uint32()));
  }
  const listed = Array.from({ length: tensorCount }, () => readTensorInfo(reader));
  const alignment = metadata.get("general.alignment");
  const step = typeof alignment === "number" && alignment > 0 ? alignment : 32;
  const dataStart = Math.ceil(reader.offset / step) * step;
  const tensors = new Map(
    listed.map((tensor) => [tensor.name, { ...tensor, byteOffset: dataStart + tensor.byteOffset }]),
  );
  return { version, metadata, tensors, bytes };
}

function readTensorInfo(reader: ByteReader): GgufTensor {
  const name = reader.text();
  const rank = reader.uint32();
  if (rank > 4) throw new RangeError(`tensor ${name} has ${rank} dimensions`);
  const dimensions = Array.from({ length: rank }, () => reader.uint64());
  const type = reader.uint32();
  return { name, dimensions, type, byteOffset: reader.uint64() };
}
