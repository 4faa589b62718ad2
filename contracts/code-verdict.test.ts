import { describe, expect, it } from "vitest";
import { bestSandbox, codeVerifierKey, isNewerCodeKey, type SandboxReport } from "./code-verdict";
import { verifierKeySchema } from "./verdict";

const keyOf = (engine: "bubblewrap" | "pyodide", python: string) =>
  codeVerifierKey({ engine, python }, () => "0123456789abcdef");

const running = (engine: "bubblewrap" | "pyodide", python: string): SandboxReport => ({
  ok: true,
  engine,
  version: "1",
  python,
  network: "namespace",
  verifierKey: keyOf(engine, python),
});

describe("keys of code verdicts", () => {
  it("name engine and Python by its minor version", () => {
    expect(keyOf("bubblewrap", "3.11.2")).toMatch(/^code\.cpython-3\.11:\d+\.\d+\.\d+:0123456789ab$/);
    expect(keyOf("bubblewrap", "3.11.2")).toBe(keyOf("bubblewrap", "3.11.9"));
    expect(keyOf("bubblewrap", "3.13.0")).not.toBe(keyOf("bubblewrap", "3.11.2"));
    expect(keyOf("pyodide", "3.13.2")).toMatch(/^code\.pyodide-3\.13:/);
    expect(verifierKeySchema.safeParse(keyOf("pyodide", "3.13.2")).success).toBe(true);
    expect(verifierKeySchema.safeParse("code.cpython:1.1.0:0123456789ab").success).toBe(true);
    expect(verifierKeySchema.safeParse("code.ruby-3.1:1.1.0:0123456789ab").success).toBe(false);
  });

  it("move stored programs to a newer version or Python and to CPython, never back", () => {
    const cpython = keyOf("bubblewrap", "3.11.2");
    const pyodide = keyOf("pyodide", "3.13.2");
    expect(isNewerCodeKey(cpython, cpython)).toBe(false);
    expect(isNewerCodeKey(cpython, "code.cpython:1.1.0:0123456789ab")).toBe(true);
    expect(isNewerCodeKey(cpython, "code.cpython-3.11:1.1.0:0123456789ab")).toBe(true);
    expect(isNewerCodeKey(keyOf("bubblewrap", "3.13.0"), cpython)).toBe(true);
    expect(isNewerCodeKey(cpython, keyOf("bubblewrap", "3.13.0"))).toBe(false);
    expect(isNewerCodeKey(cpython, pyodide)).toBe(true);
    expect(isNewerCodeKey(pyodide, cpython)).toBe(false);
  });

  it("choose the same sandbox in whatever order runners were heard of", () => {
    const old = running("bubblewrap", "3.9.18");
    const fresh = running("bubblewrap", "3.11.2");
    const wasm = running("pyodide", "3.13.2");
    const none: SandboxReport = { ok: false, reason: "no" };
    expect(bestSandbox([wasm, old, none, fresh])).toBe(fresh);
    expect(bestSandbox([fresh, none, old, wasm])).toBe(fresh);
    expect(bestSandbox([none, wasm])).toBe(wasm);
    expect(bestSandbox([none])).toBeNull();
  });
});
