import { expect, it } from "vitest";
import { rawMembers } from "./raw-members";

it("keeps the text of members as it was written", () => {
  const line =
    '{"id": "a,\\"}", "in": [[1.0, 99999999999999999999, {"k": "],}"}], [-Infinity]] , "n": {"in": 3}, "last": 1e400}';
  expect(rawMembers(line, ["in", "last"])).toEqual({
    in: '[[1.0, 99999999999999999999, {"k": "],}"}], [-Infinity]]',
    last: "1e400",
  });
});

it("refuses what is not closed", () => {
  expect(() => rawMembers('{"a": [1', ["a"])).toThrow(SyntaxError);
  expect(() => rawMembers('{"a', ["a"])).toThrow(SyntaxError);
});
