import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStart } from "./parse-start";
import { NotJson, type Path, RowScanner, type Visit } from "./scan-rows";

function scan(text: string, visit: Visit, size: number, rowBytes = 1 << 20) {
  const scanner = new RowScanner(visit, rowBytes);
  const bytes = Buffer.from(text);
  const found: { path: Path; value: unknown; line: number }[] = [];
  for (let at = 0; at < bytes.length; at += size)
    for (const row of scanner.push(bytes.subarray(at, at + size)))
      found.push({
        path: row.path,
        line: row.line,
        value: row.bytes === null ? "too long" : JSON.parse(Buffer.from(row.bytes).toString()),
      });
  return { found, complete: scanner.complete };
}

const chunk = fc.integer({ min: 1, max: 40 });

describe("RowScanner", () => {
  it("finds the items of any array and the members of any object, however it is cut and spaced", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), chunk, fc.constantFrom(0, 2), (items, size, space) => {
        const { found, complete } = scan(
          JSON.stringify(items, null, space),
          ([k]) => (k === undefined ? "enter" : "row"),
          size,
        );
        expect(found.map(({ value }) => value)).toEqual(JSON.parse(JSON.stringify(items)));
        expect(found.map(({ path }) => path)).toEqual(items.map((_, index) => [index]));
        expect(complete).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), chunk, (object, size) => {
        const { found } = scan(JSON.stringify(object), (path) => (path.length === 0 ? "enter" : "row"), size);
        const text = JSON.stringify(object);
        const expected: [string, unknown][] = Object.entries(JSON.parse(text));
        expect(found.map(({ path, value }) => [path[0], value])).toEqual(expected);
      }),
    );
  });

  it("passes over what is not wanted, and gives the line in which a row starts", () => {
    const text = '{\n "skip": [{"a": "]}"}, "\\"["],\n "rows": [\n  {"b": 1},\n  {"b":\n 2}], "tail": 3}';
    const visit: Visit = (path) =>
      path.length === 0 || path[0] === "rows" ? (path.length < 2 ? "enter" : "row") : "skip";
    expect(scan(text, visit, 3).found).toEqual([
      { path: ["rows", 0], line: 4, value: { b: 1 } },
      { path: ["rows", 1], line: 5, value: { b: 2 } },
    ]);
  });

  it("does not hold a row that is too long", () => {
    const text = `["${"x".repeat(500)}", 1]`;
    expect(
      scan(text, ([k]) => (k === undefined ? "enter" : "row"), 50, 100).found.map(({ value }) => value),
    ).toEqual(["too long", 1]);
  });

  it("says where a text stops being JSON, and that one is not whole", () => {
    expect(() => scan("[1, 2} ", ([k]) => (k === undefined ? "enter" : "row"), 9)).toThrow(NotJson);
    expect(scan("[1, 2", ([k]) => (k === undefined ? "enter" : "row"), 9).complete).toBe(false);
  });
});

describe("parseStart", () => {
  it("reads what was complete before any cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (items, share) => {
          const text = JSON.stringify(items);
          const read = parseStart(text.slice(0, Math.ceil(text.length * share)));
          if (share === 1) expect(read).toEqual(JSON.parse(text));
          else expect(read === undefined || Array.isArray(read)).toBe(true);
        },
      ),
    );
    expect(parseStart('{"a": {"b": [1, {"c": "d", "e": "cut he')).toEqual({ a: { b: [1, { c: "d" }] } });
  });
});
