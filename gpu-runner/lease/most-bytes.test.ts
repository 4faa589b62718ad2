import fc from "fast-check";
import { expect, it } from "vitest";
import { mostBytes } from "./most-bytes";

it("is never less than the bytes of the JSON text", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: "binary" }), (value, text) => {
      for (const each of [value, text, { [text]: [value] }]) {
        expect(mostBytes(each)).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(each)));
      }
    }),
  );
});
