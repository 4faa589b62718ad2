import { describe, expect, it } from "vitest";
import { PlumblineError } from "@/contracts/errors";
import { readImport } from "./read-import";

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const problem = (fields: string) => `{"id":"a","statement":"1+1","gold":"2"${fields}}`;
const SMALL = { bytes: 4_000, lineBytes: 2_000, problems: 3, values: 50 };

async function* inChunks(body: string | Uint8Array): AsyncIterable<Uint8Array> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
}

async function refusal(body: string | Uint8Array, slug = "gsm8k"): Promise<string> {
  try {
    await readImport(inChunks(body), slug, SMALL);
    return "taken";
  } catch (error) {
    return error instanceof PlumblineError ? `${error.code}: ${error.message}` : `not ours: ${error}`;
  }
}

describe("an import", () => {
  it.each<[what: string, body: string | Uint8Array, refused: RegExp]>([
    ["nests deeply", problem(`,"judging":${deep(300)}`), /^invalid_input: Line 1: .*deeper than 256 levels/],
    ["nests deeply in the card", `{"card":${deep(300)}}`, /^invalid_input: Line 1: .*deeper than 256 levels/],
    ["never closes what it opens", "[".repeat(1_900), /^invalid_input: Line 1: .*deeper than 256 levels/],
    [
      "has one long line",
      problem(`,"x":"${"z".repeat(2_000)}"`),
      /^payload_too_large: Line 1 is longer than 2000/,
    ],
    ["has no line break at all", "z".repeat(3_000), /^payload_too_large: Line 1 is longer/],
    ["is too long", `${problem("")}\n`.repeat(200), /^payload_too_large: /],
    [
      "has too many problems",
      `${problem("")}\n`.repeat(4),
      /^payload_too_large: There are more than 3 problems/,
    ],
    [
      "holds very many small values",
      problem(`,"judging":{"a":[${"1,".repeat(60)}1]}`),
      /^payload_too_large: .*50 values/,
    ],
    ["is no UTF-8", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), /^invalid_input: Line 1: .*UTF-8/],
    ["hides NUL in an escape", problem(',"level":"\\u0000"'), /^invalid_input: Line 1: .*NUL/],
    [
      "hides half a character in a key",
      problem(',"judging":{"\\ud800":1}'),
      /^invalid_input: Line 1: .*surrogate/,
    ],
    ["has a card that is none", '{"card":{"slug":"x"}}', /^invalid_input: Line 1, the card: /],
  ])("that %s is refused with the line and the number", async (_what, body, refused) => {
    expect(await refusal(body)).toMatch(refused);
  });

  it("takes keys that mean something elsewhere as text", async () => {
    const body =
      '{"id":"__proto__","statement":"s","gold":"g","judging":{"__proto__":{"polluted":1},"constructor":2}}';
    const { problems } = await readImport(inChunks(body), "gsm8k");
    expect(problems.map(({ id }) => id)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("names a card that is missing or is another's", async () => {
    expect(await refusal(problem(""), "constructor")).toMatch(/^invalid_input: The catalogue has no card/);
    expect(await refusal(problem(""), "toString")).toMatch(/^invalid_input: The catalogue has no card/);
    expect(await refusal(problem(""))).toBe("taken");
  });
});
