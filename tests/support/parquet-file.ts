/** Thrift compact protocol, as far as a Parquet file needs it. */
type Field = { id: number; type: "i32" | "i64" | "text" | "struct" | "list"; bytes: Buffer };

const TYPES = { i32: 5, i64: 6, text: 8, list: 9, struct: 12 } as const;

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

const [BYTE_ARRAY, UTF8, PLAIN, RLE, UNCOMPRESSED, REQUIRED] = [6, 0, 0, 3, 0, 0];

/** A Parquet file of text columns: one row group, plain, not compressed. At most 14 columns. */
export function parquetFile(rows: readonly Record<string, string>[]): Buffer {
  const columns = Object.keys(rows[0] ?? {});
  const parts: Buffer[] = [Buffer.from("PAR1")];
  let offset = 4;
  const chunks = columns.map((column) => {
    const values = rows.flatMap((row) => {
      const bytes = Buffer.from(row[column] ?? "");
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes];
    });
    const data = Buffer.concat(values);
    const header = encoded([
      ...[i32(1, 0), i32(2, data.length), i32(3, data.length)],
      struct(5, [i32(1, rows.length), i32(2, PLAIN), i32(3, RLE), i32(4, RLE)]),
    ]);
    const [size, start] = [header.length + data.length, offset];
    parts.push(header, data);
    offset += size;
    return encoded([
      i64(2, start),
      struct(3, [
        ...[i32(1, BYTE_ARRAY), list(2, "i32", [zigzag(PLAIN)]), list(3, "text", [rawText(column)])],
        ...[i32(4, UNCOMPRESSED), i64(5, rows.length), i64(6, size), i64(7, size), i64(9, start)],
      ]),
    ]);
  });
  const schema = [
    encoded([text(4, "rows"), i32(5, columns.length)]),
    ...columns.map((column) =>
      encoded([i32(1, BYTE_ARRAY), i32(3, REQUIRED), text(4, column), i32(6, UTF8)]),
    ),
  ];
  const group = encoded([list(1, "struct", chunks), i64(2, offset - 4), i64(3, rows.length)]);
  const footer = encoded([
    ...[i32(1, 1), list(2, "struct", schema), i64(3, rows.length), list(4, "struct", [group])],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...parts, footer, length, Buffer.from("PAR1")]);
}
