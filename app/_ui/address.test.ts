import { expect, it } from "vitest";
import { address } from "./address";

it("names in the query what is set, and has none where nothing is", () => {
  expect(address("/claims", { system: "a b", verdict: undefined, cursor: "" })).toBe("/claims?system=a+b");
  expect(address("/claims", { system: undefined })).toBe("/claims");
});
