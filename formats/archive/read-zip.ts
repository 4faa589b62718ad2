import { decompress as unzstd } from "fzstd";
import { StreamError } from "../stream-error";
import type { RandomAccess } from "../tables/random-access";

export type ZipMember = { name: string; compressedBytes: number; bytes: number; read(): Promise<Uint8Array> };

export type ZipLimits = { members: number; memberBytes: number; expandedBytes: number; ratio: number };

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LOCAL_BYTES = 30;
const COMMENT_BYTES = 65_535;
const STORED = 0;
const DEFLATED = 8;
const ZSTANDARD = 93;
/** Below this a high ratio says nothing. */
const RATIO_FROM_BYTES = 1024 ** 2;
const MAX_DIRECTORY_BYTES = 64 * 1024 ** 2;

const damaged = (what: string): StreamError =>
  new StreamError("truncated_stream", `The archive is damaged: ${what}.`);
const tooLarge = (what: string): StreamError => new StreamError("too_large", `The archive ${what}.`);

/**
 * The members of a ZIP archive in the order of its directory (APPNOTE 6.3.10: stored, deflate, Zstandard; 64-bit sizes).
 * Names are only compared, never used as paths; sizes are checked before and while a member is expanded, and those of all
 * members together. Encrypted or overlapping members and archives in parts are refused.
 */
export async function readZip(source: RandomAccess, limits: ZipLimits): Promise<ZipMember[]> {
  const { entries, size, offset } = await findDirectory(source);
  if (entries > limits.members) throw tooLarge(`has ${entries} members; at most ${limits.members} are read`);
  if (size > MAX_DIRECTORY_BYTES || offset + size > source.byteLength) throw damaged("its directory is cut");
  const bytes = await source.read(offset, offset + size);
  const members: ZipMember[] = [];
  const places: Place[] = [];
  let expanded = 0;
  let at = 0;
  for (let count = 0; count < entries; count++) {
    const { member, place, next } = readEntry(source, bytes, at, limits);
    expanded += member.bytes;
    if (expanded > limits.expandedBytes) throw tooLarge(`holds more than ${limits.expandedBytes} bytes`);
    if (expanded > RATIO_FROM_BYTES && expanded > source.byteLength * limits.ratio)
      throw tooLarge(`expands to more than ${limits.ratio} times its size`);
    if (!member.name.endsWith("/")) members.push(member);
    places.push(place);
    at = next;
  }
  refuseOverlaps(places);
  return members;
}

type Place = { start: number; end: number };

/** Members that share bytes make a small archive as large as one likes; no writer makes such archives. */
function refuseOverlaps(places: Place[]): void {
  places.sort((one, other) => one.start - other.start);
  let end = 0;
  for (const place of places) {
    if (place.start < end) throw damaged("its members overlap");
    end = place.end;
  }
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function findDirectory(source: RandomAccess) {
  const start = Math.max(0, source.byteLength - END_BYTES - COMMENT_BYTES);
  const tail = viewOf(await source.read(start, source.byteLength));
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    if (at >= 20 && tail.getUint32(at - 20, true) === LOCATOR_64) {
      const place = Number(tail.getBigUint64(at - 12, true));
      if (place + 56 > source.byteLength) throw damaged("its directory is cut");
      const record = viewOf(await source.read(place, place + 56));
      if (record.getUint32(0, true) !== END_64) throw damaged("it has no directory");
      return {
        entries: Number(record.getBigUint64(32, true)),
        size: Number(record.getBigUint64(40, true)),
        offset: Number(record.getBigUint64(48, true)),
      };
    }
    if (tail.getUint16(at + 4, true) !== 0) throw damaged("it is one part of several");
    return {
      entries: tail.getUint16(at + 10, true),
      size: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
  }
  throw damaged("it has no directory; it may end before its end");
}

function readEntry(source: RandomAccess, bytes: Uint8Array, at: number, limits: ZipLimits) {
  const view = viewOf(bytes);
  if (at + 46 > bytes.byteLength || view.getUint32(at, true) !== ENTRY) throw damaged("its directory is cut");
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > bytes.byteLength) throw damaged("its directory is cut");
  const name = new TextDecoder().decode(bytes.subarray(at + 46, nameEnd));
  const sizes = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const [size = 0, compressed = 0, offset = 0] = wideSizes(bytes.subarray(nameEnd, extraEnd), sizes);
  if ((flags & 1) !== 0) throw damaged(`${name.slice(0, 200)} is encrypted`);
  if (size > limits.memberBytes)
    throw tooLarge(`holds a member of ${size} bytes; at most ${limits.memberBytes} are read`);
  if (size > RATIO_FROM_BYTES && size > compressed * limits.ratio)
    throw tooLarge(`holds a member that expands to more than ${limits.ratio} times its size`);
  const read = () => readMember(source, { offset, compressed, size, method });
  const place = { start: offset, end: offset + LOCAL_BYTES + compressed };
  return { member: { name, compressedBytes: compressed, bytes: size, read }, place, next };
}

/** Sizes of 2³²−1 stand for 64-bit ones in the extra field, in the same order. */
function wideSizes(extra: Uint8Array, sizes: readonly number[]): number[] {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let place = at + 4;
    return sizes.map((size) => {
      if (size !== 0xffffffff || place + 8 > extra.byteLength) return size;
      place += 8;
      return Number(view.getBigUint64(place - 8, true));
    });
  }
  return [...sizes];
}

type Stored = { offset: number; compressed: number; size: number; method: number };

async function readMember(source: RandomAccess, stored: Stored): Promise<Uint8Array> {
  const header = viewOf(
    await source.read(stored.offset, Math.min(stored.offset + LOCAL_BYTES, source.byteLength)),
  );
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL)
    throw damaged("a member is not where it should be");
  const start = stored.offset + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + stored.compressed > source.byteLength) throw damaged("a member is cut");
  const bytes = await source.read(start, start + stored.compressed);
  const expanded = await expandMember(bytes, stored);
  if (expanded.byteLength !== stored.size) throw damaged("a member has another size than it says");
  return expanded;
}

async function expandMember(bytes: Uint8Array, { method, size }: Stored): Promise<Uint8Array> {
  if (method === STORED) return bytes;
  try {
    if (method === DEFLATED) return await inflate(bytes, size);
    // The output buffer is given, so a frame that lies about its size cannot make a larger one.
    if (method === ZSTANDARD) return unzstd(bytes, new Uint8Array(size));
  } catch (error) {
    if (error instanceof StreamError) throw error;
    throw new StreamError("truncated_stream", "A member of the archive is damaged.", { cause: error });
  }
  throw damaged(`a member is compressed by method ${method}, which is not read`);
}

async function inflate(bytes: Uint8Array, size: number): Promise<Uint8Array> {
  const whole = new Uint8Array(size);
  const source = new Blob([new Uint8Array(bytes)]).stream();
  const reader = source.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let filled = 0;
  for (;;) {
    const next = await reader.read();
    if (next.done) return whole.subarray(0, filled);
    if (filled + next.value.byteLength > size) {
      await reader.cancel();
      throw damaged("a member is larger than it says");
    }
    whole.set(next.value, filled);
    filled += next.value.byteLength;
  }
}
