import { expect, it } from "vitest";
import { benchmarkTitle, boardHref, methodTitle } from "./titles";

it("names methods, benchmarks and suites as people do, and keeps ids that it does not know", () => {
  expect(methodTitle("self-consistency")).toBe("Self-consistency");
  expect(methodTitle("unheard-of")).toBe("unheard-of");
  expect(benchmarkTitle("gsm8k")).toBe("GSM8K");
  expect(benchmarkTitle("unheard-of")).toBe("unheard-of");
  expect(boardHref("gsm8k")).toBe("/benchmarks/gsm8k");
  expect(benchmarkTitle("maths-core")).toBe("Mathematics, core");
  expect(boardHref("maths-core")).toBe("/suites/maths-core");
});
