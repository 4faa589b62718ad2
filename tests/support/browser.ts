import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { LaunchOptions } from "@playwright/test";

/** Our own arguments: the package's default ones switch web security off, which would hide faults. */
const ARGUMENTS = [
  "--no-sandbox",
  "--headless=shell",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-dev-shm-usage",
];

const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
const packageFolder = entry.slice(0, entry.lastIndexOf(`${path.sep}build${path.sep}`));

/** One folder for each version and user: the package would take any older or foreign copy that it finds. */
function unpackedFolder(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(path.join(packageFolder, "package.json"), "utf8"),
  );
  return path.join(tmpdir(), `plumbline-chromium-${version}-${userInfo().uid}`);
}

function executable(folder: string): string {
  return path.join(folder, "chromium");
}

/** Unpacks the browser once (about 5 s, 200 MB in the temporary folder) and returns its folder. */
export async function unpackBrowser(): Promise<string> {
  const folder = unpackedFolder();
  if (existsSync(executable(folder))) return folder;
  const half = mkdtempSync(`${folder}-half-`);
  const outer = process.env.TMPDIR;
  process.env.TMPDIR = half;
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    await chromium.executablePath();
    // Not exported by the package, which unpacks it by itself only where it believes to be on a serverless host.
    const { inflate } = await import(pathToFileURL(path.join(packageFolder, "build/esm/lambdafs.js")).href);
    await inflate(path.join(packageFolder, "bin", "al2023.tar.br"));
  } finally {
    if (outer === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = outer;
  }
  mkdirSync(path.dirname(folder), { recursive: true });
  try {
    renameSync(half, folder);
  } catch {
    // Another process of ours was quicker.
    rmSync(half, { recursive: true, force: true });
  }
  return folder;
}

/** How to launch the unpacked browser here; call `unpackBrowser` before launching. */
export function browserLaunchOptions(): LaunchOptions {
  const folder = unpackedFolder();
  const libraries = path.join(folder, "al2023", "lib");
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  if (existsSync(executable(folder)) && lacksLibraries(executable(folder))) {
    env.LD_LIBRARY_PATH = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  }
  return { executablePath: executable(folder), args: ARGUMENTS, env };
}

/** Where the system has its own libraries these are used: the packaged ones are older. */
function lacksLibraries(program: string): boolean {
  try {
    return execFileSync("ldd", [program], { encoding: "utf8" }).includes("not found");
  } catch {
    return true;
  }
}
