import { expect, test } from "vitest";
import { familyOf } from "./behaviour-charts";

test("methods that shape how a model writes are read beside their kin, others are not", () => {
  expect(familyOf("ppe-code")).toContain("ppe-think");
  expect(familyOf("tip")).toEqual(["cyclic-reflex", "tip"]);
  expect(familyOf("sift")).toEqual([]);
});
