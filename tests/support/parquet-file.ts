/** Thrift compact protocol, as far as a Parquet file needs it. */
type Field = { id: number; type: keyof typeof TYPES; bytes: Buffer };

const TYPES = { no: 2, i32: 5, i64: 6, text: 8, list: 9, struct: 12 } as const;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.from(bytes);
}

const zigzag = (value: number) => varint(value * 2);
const i32 = (id: number, value: number): Field => ({ id, type: "i32", bytes: zigzag(value) });
const i64 = (id: number, value: number): Field => ({ id, type: "i64", bytes: zigzag(value) });
const rawText = (value: string) => Buffer.concat([varint(Buffer.byteLength(value)), Buffer.from(value)]);
const text = (id: number, value: string): Field => ({ id, type: "text", bytes: rawText(value) });
const struct = (id: number, fields: Field[]): Field => ({ id, type: "struct", bytes: encoded(fields) });
const list = (id: number, of: "i32" | "text" | "struct", items: Buffer[]): Field => ({
  id,
  type: "list",
  bytes: Buffer.concat([Buffer.from([(items.length << 4) | TYPES[of]]), ...items]),
});

function encoded(fields: readonly Field[]): Buffer {
  let last = 0;
  const parts = fields.map(({ id, type, bytes }) => {
    const head = Buffer.from([((id - last) << 4) | TYPES[type]]);
    last = id;
    return Buffer.concat([head, bytes]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

const [BYTE_ARRAY, UTF8, PLAIN, RLE, RLE_DICTIONARY, UNCOMPRESSED] = [6, 0, 0, 3, 8, 0];
const REPETITIONS = { required: 0, optional: 1 } as const;

/** A column of a row group with its pages as they stand in the file, headers and all. */
type Column = { name: string; values: number; repetition: keyof typeof REPETITIONS; pages: Buffer[] };

/** A Parquet file of text columns: one row group, plain, not compressed. At most 14 columns. */
export function parquetFile(rows: readonly Record<string, string>[]): Buffer {
  const columns = Object.keys(rows[0] ?? {}).map((name): Column => {
    const data = Buffer.concat(rows.map((row) => plainText(row[name] ?? "")));
    return { name, values: rows.length, repetition: "required", pages: [dataPage(rows.length, data)] };
  });
  return fileOf(columns, rows.length);
}

/** A page of one text whose level stands in a run of `run` values: six bytes that a reader who believes them writes out. */
export function longRun(run: number): Buffer {
  const levels = Buffer.concat([varint(run * 2), Buffer.from([1])]);
  const page = dataPage(1, Buffer.concat([sized(levels), plainText("x")]));
  return fileOf([{ name: "response", values: 1, repetition: "optional", pages: [page] }], 1);
}

/**
 * A column of `pages` pages, each with one place in a dictionary of no bits, in a run of a thousand million: a reader that believes
 * the runs goes through all of them, a second or two a page, and keeps nothing.
 */
export function countedRuns(pages: number): Buffer {
  const data = Buffer.concat([Buffer.from([0]), varint(2 ** 28 - 1)]);
  const header = encoded([
    ...[i32(1, 3), i32(2, data.length), i32(3, data.length)],
    struct(8, [
      ...[i32(1, 1), i32(2, 0), i32(3, 1), i32(4, RLE_DICTIONARY), i32(5, 0), i32(6, 0)],
      { id: 7, type: "no", bytes: Buffer.alloc(0) },
    ]),
  ]);
  const page = Buffer.concat([header, data]);
  const column = { name: "response", values: pages, repetition: "required" as const };
  return fileOf([{ ...column, pages: new Array<Buffer>(pages).fill(page) }], pages);
}

/** A column of `rows` texts that are all absent, in one page: honest, and a thousand times as large when it is read. */
export function absentTexts(rows: number): Buffer {
  const levels = Buffer.concat([varint(rows * 2), Buffer.from([0])]);
  const pages = [dataPage(rows, sized(levels))];
  return fileOf([{ name: "response", values: rows, repetition: "optional", pages }], rows);
}

const plainText = (value: string): Buffer => sized(Buffer.from(value));

/** Bytes behind their number. */
function sized(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function dataPage(values: number, data: Buffer): Buffer {
  const header = encoded([
    ...[i32(1, 0), i32(2, data.length), i32(3, data.length)],
    struct(5, [i32(1, values), i32(2, PLAIN), i32(3, RLE), i32(4, RLE)]),
  ]);
  return Buffer.concat([header, data]);
}

function fileOf(columns: readonly Column[], rows: number): Buffer {
  const parts: Buffer[] = [Buffer.from("PAR1")];
  let offset = 4;
  const chunks = columns.map(({ name, values, pages }) => {
    const data = Buffer.concat(pages);
    const [size, start] = [data.length, offset];
    parts.push(data);
    offset += size;
    return encoded([
      i64(2, start),
      struct(3, [
        ...[i32(1, BYTE_ARRAY), list(2, "i32", [zigzag(PLAIN)]), list(3, "text", [rawText(name)])],
        ...[i32(4, UNCOMPRESSED), i64(5, values), i64(6, size), i64(7, size), i64(9, start)],
      ]),
    ]);
  });
  const schema = [
    encoded([text(4, "rows"), i32(5, columns.length)]),
    ...columns.map(({ name, repetition }) =>
      encoded([i32(1, BYTE_ARRAY), i32(3, REPETITIONS[repetition]), text(4, name), i32(6, UTF8)]),
    ),
  ];
  const group = encoded([list(1, "struct", chunks), i64(2, offset - 4), i64(3, rows)]);
  const footer = encoded([
    ...[i32(1, 1), list(2, "struct", schema), i64(3, rows), list(4, "struct", [group])],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...parts, footer, length, Buffer.from("PAR1")]);
}
