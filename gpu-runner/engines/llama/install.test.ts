import { describe, expect, it } from "vitest";
import { enginesPackage } from "./install";
import { LLAMA_VERSION } from "./place";

const names = (platform: string, gpu: "cuda" | "vulkan" | null) =>
  Object.keys(Object(enginesPackage(platform, gpu).dependencies)).sort();

describe("what `plumbline engines add llama` installs", () => {
  it("is the library and the processor's binaries, pinned; GPU packages only where asked for", () => {
    expect(names("linux-x64", null)).toEqual(["@node-llama-cpp/linux-x64", "node-llama-cpp"]);
    expect(names("linux-x64", "cuda")).toContain("@node-llama-cpp/linux-x64-cuda");
    expect(new Set(Object.values(Object(enginesPackage("darwin-arm64", null).dependencies)))).toEqual(
      new Set([LLAMA_VERSION]),
    );
  });

  it("says so where there is nothing prebuilt", () => {
    expect(() => enginesPackage("sunos-sparc", null)).toThrow("no prebuilt");
    expect(() => enginesPackage("darwin-x64", "cuda")).toThrow("no prebuilt llama.cpp with cuda");
  });
});
