import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isLlamaInstalled, LLAMA_VERSION } from "./place";

export type GpuKind = "cuda" | "vulkan";

/** Prebuilt packages by `process.platform`-`process.arch`, with those for GPUs apart: they are hundreds of megabytes. */
const PLATFORMS: Readonly<
  Record<string, { base: string; gpu: Partial<Record<GpuKind, readonly string[]>> }>
> = {
  "linux-x64": {
    base: "linux-x64",
    gpu: { cuda: ["linux-x64-cuda", "linux-x64-cuda-ext"], vulkan: ["linux-x64-vulkan"] },
  },
  "linux-arm64": { base: "linux-arm64", gpu: {} },
  "darwin-arm64": { base: "mac-arm64-metal", gpu: {} },
  "darwin-x64": { base: "mac-x64", gpu: {} },
  "win32-x64": {
    base: "win-x64",
    gpu: { cuda: ["win-x64-cuda", "win-x64-cuda-ext"], vulkan: ["win-x64-vulkan"] },
  },
  "win32-arm64": { base: "win-arm64", gpu: {} },
};

/** The package file of the folder of engines: exactly the library and the prebuilt packages that were asked for. */
export function enginesPackage(platform: string, gpu: GpuKind | null): Record<string, unknown> {
  const known = PLATFORMS[platform];
  if (known === undefined) throw new Error(`There is no prebuilt llama.cpp for ${platform}.`);
  const extra = gpu === null ? [] : known.gpu[gpu];
  if (extra === undefined) throw new Error(`There is no prebuilt llama.cpp with ${gpu} for ${platform}.`);
  const binaries = [known.base, ...extra].map((name) => [`@node-llama-cpp/${name}`, LLAMA_VERSION]);
  return {
    name: "plumbline-engines",
    private: true,
    dependencies: { "node-llama-cpp": LLAMA_VERSION, ...Object.fromEntries(binaries) },
  };
}

/**
 * Installs the library from the package registry into its own folder, apart from the project's packages. The library
 * lists the binaries of every platform and GPU as optional; they are left out, now and at any later `npm install` there.
 */
export async function installLlama(options: { folder: string; gpu: GpuKind | null }): Promise<void> {
  const { folder, gpu } = options;
  const content = enginesPackage(`${process.platform}-${process.arch}`, gpu);
  mkdirSync(folder, { recursive: true });
  rmSync(path.join(folder, "package-lock.json"), { force: true });
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(content, null, 2)}\n`);
  writeFileSync(path.join(folder, ".npmrc"), "omit=optional\nignore-scripts=true\n");
  await npmInstall(folder);
  if (!isLlamaInstalled(folder)) throw new Error(`npm ended well, but the library is not in ${folder}.`);
}

function npmInstall(folder: string): Promise<void> {
  const args = ["install", "--no-audit", "--no-fund", "--omit=optional", "--ignore-scripts"];
  return new Promise((resolve, reject) => {
    const child = spawn("npm", args, {
      cwd: folder,
      stdio: "inherit",
      shell: process.platform === "win32",
      env: { ...process.env, NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true" },
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm install in ${folder} ended with code ${code}; its output says why.`));
    });
  });
}
