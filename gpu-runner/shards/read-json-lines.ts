import type { z } from "zod";
import { splitLines } from "@/formats";

/** Longest line of the lease protocol's streams: a stored response, or a problem with its tests. */
const LINE_BYTES = 64 * 1024 ** 2;

/** Values of a stream of JSON lines, each parsed by its schema. */
export async function* readJsonLines<Schema extends z.ZodType>(
  input: AsyncIterable<Uint8Array>,
  schema: Schema,
): AsyncGenerator<z.output<Schema>> {
  for await (const { line, bytes } of splitLines(input, { lineBytes: LINE_BYTES })) {
    if (bytes === null) throw new Error(`line ${line} of the server's stream is too long`);
    if (bytes.byteLength > 0) yield schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  }
}
