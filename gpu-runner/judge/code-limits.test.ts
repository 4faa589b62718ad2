import { expect, it } from "vitest";
import type { CodeTests } from "@/contracts/code-tests";
import { candidateLimits } from "./code-limits";

const check: CodeTests = { style: "python-check", prompt: "", entryPoint: "f", test: "def check(f): pass" };

it("lets CPU time decide where it can be limited, and the clock where it cannot", () => {
  const native = candidateLimits({ name: "bubblewrap", limitsCpu: true }, check);
  expect([native.cpuSeconds, native.wallMs]).toEqual([10, 40_000]);
  const emulated = candidateLimits({ name: "pyodide", limitsCpu: true }, check);
  expect([emulated.cpuSeconds, emulated.wallMs]).toEqual([50, 200_000]);
  expect(candidateLimits({ name: "pyodide", limitsCpu: false }, check).wallMs).toBe(50_000);
});

it("honours the limit of a problem", () => {
  const limited = candidateLimits({ name: "pyodide", limitsCpu: true }, { ...check, timeLimitMs: 2_000 });
  expect([limited.cpuSeconds, limited.wallMs]).toEqual([10, 40_000]);
});
