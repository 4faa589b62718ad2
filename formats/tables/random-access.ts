/** A file of which any part can be read: a Blob, a file on disk, bytes in memory. */
export type RandomAccess = {
  byteLength: number;
  read(start: number, end: number): Promise<Uint8Array>;
};

export function accessBytes(bytes: Uint8Array): RandomAccess {
  return { byteLength: bytes.byteLength, read: async (start, end) => bytes.subarray(start, end) };
}
