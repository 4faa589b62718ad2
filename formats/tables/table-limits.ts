import { StreamError } from "../stream-error";

/** What reading a Parquet file may take; a row group is held as a whole. */
export type TableLimits = {
  /** Bytes of a row group, expanded. */
  groupBytes: number;
  /** Values of a row group, of all rows, columns and dictionaries: runs of one value cost the file next to nothing. */
  groupValues: number;
  /** Bytes of the file's footer, and of the header of a page. */
  headerBytes: number;
  /** Whether texts may stand as differences from the one before, whose size is not known before they are read. */
  hasDifferences: boolean;
};

export const TABLE_LIMITS: TableLimits = {
  groupBytes: 512 * 1024 ** 2,
  groupValues: 20_000_000,
  headerBytes: 16 * 1024 ** 2,
  hasDifferences: true,
};

/** Groups inside groups; tools write lists and records, which take three or four. */
export const MAX_DEPTH = 64;

export const tableTooLarge = (what: string): StreamError =>
  new StreamError("too_large", `The Parquet file ${what}.`);

export const tableDamaged = (what: string): StreamError =>
  new StreamError("truncated_stream", `The Parquet file is damaged: it has ${what}.`);
