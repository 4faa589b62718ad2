import { describe, expect, it } from "vitest";
import { expressionProblem, keyOf, matches, numberOf } from "./expression";

const context = {
  event: { data: { id: "a", n: 3, big: 12_345_678_901, list: [1, 2], nothing: null } },
  async: { data: { id: "a", n: 3 } },
};

describe("matches", () => {
  it.each([
    ["event.data.id == async.data.id", true],
    ["event.data.n == 3 && async.data.n > 2", true],
    ["event.data.n == 3.0", true],
    ["event.data.id == 'b'", false],
    ["event.data.list.exists(item, item == 2)", true],
    ["has(event.data.missing)", false],
    ["event.data.missing == async.data.id", false],
    ["event.data.n", false],
    ["event.data.n + 'x' == 'y'", false],
    [undefined, true],
    [null, true],
  ])("%j is %s", (source, expected) => {
    expect(matches(source, context)).toBe(expected);
  });
});

describe("keyOf", () => {
  it("is the text of the value, null where there is none", () => {
    expect(keyOf("event.data.id", context)).toBe("a");
    expect(keyOf("event.data.big", context)).toBe("12345678901");
    expect(keyOf("event.data.id + '-' + string(event.data.n)", context)).toBe("a-3");
    expect(keyOf("event.data.missing", context)).toBeNull();
    expect(keyOf("event.data.nothing", context)).toBeNull();
    expect(keyOf("event.data.list", context)).toBe("[1,2]");
  });
});

describe("numberOf", () => {
  it("reads integers and doubles, null for the rest", () => {
    expect(numberOf("event.data.n > 2 ? 120 : 0", context)).toBe(120);
    expect(numberOf("event.data.n", context)).toBe(3);
    expect(numberOf("event.data.id", context)).toBeNull();
  });
});

describe("expressionProblem", () => {
  it("names what cannot be read", () => {
    expect(expressionProblem("event.data.id == ")).toMatch(/Unexpected/);
    expect(expressionProblem("event.data.id == 'a'")).toBeNull();
  });
});
