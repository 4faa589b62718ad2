import { execFile } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { bareEnvironment } from "../bare-environment";
import { ordinaryUser } from "../ordinary-user";

const run = promisify(execFile);
const PATIENCE_MS = 10_000;

/** What of the host is shown inside: one Python, its library, and the shared objects that these load. */
export type Runtime = {
  bubblewrap: string;
  bubblewrapVersion: string;
  prlimit: string;
  python: string;
  pythonVersion: string;
  readOnly: readonly string[];
};

const PRINT_PLACES = `import json, os, sys, sysconfig
library = sysconfig.get_path("stdlib")
extensions = os.path.join(library, "lib-dynload")
names = os.listdir(extensions) if os.path.isdir(extensions) else []
print(json.dumps({"python": os.path.realpath(sys.executable), "version": sys.version.split()[0], "library": library,
  "extensions": [os.path.join(extensions, name) for name in names if name.endswith(".so")]}))`;

/** Finds the programs and resolves what they load. Throws with the missing piece and how to repair it. */
export async function findRuntime(): Promise<Runtime> {
  if (process.platform !== "linux") throw new Error("bubblewrap needs Linux.");
  if (process.arch !== "x64")
    throw new Error(`The system call filter is written for x64 only, not for ${process.arch}.`);
  const bubblewrap = onPath("bwrap");
  if (bubblewrap === null) throw new Error("bwrap is not installed; on Debian: apt install bubblewrap");
  const prlimit = onPath("prlimit");
  if (prlimit === null) throw new Error("prlimit is not installed; on Debian: apt install util-linux");
  const version = (await output(bubblewrap, ["--version"])).trim().replace(/^bubblewrap /, "");
  const found = await findPython();
  const shared = await sharedObjects([prlimit, found.python, ...found.extensions]);
  return {
    bubblewrap,
    bubblewrapVersion: version,
    prlimit,
    python: found.python,
    pythonVersion: found.version,
    readOnly: [...new Set([prlimit, found.python, found.library, ...shared])],
  };
}

type FoundPython = { python: string; version: string; library: string; extensions: string[] };

/** The first Python 3 that an ordinary user may run: one below a private home folder cannot be shown inside. */
async function findPython(): Promise<FoundPython> {
  const folders = ["/usr/bin", "/usr/local/bin", ...pathFolders()];
  for (const candidate of new Set(folders.map((folder) => path.join(folder, "python3")))) {
    if (!existsSync(candidate)) continue;
    try {
      return JSON.parse(await output(candidate, ["-I", "-S", "-c", PRINT_PLACES])) as FoundPython;
    } catch {
      // A wrapper script, or not readable for others: the next one may be.
    }
  }
  throw new Error("No python3 that an ordinary user can run was found; on Debian: apt install python3");
}

async function sharedObjects(programs: readonly string[]): Promise<string[]> {
  // A non-zero exit says that one of them is static or lacks a library; the others are still listed.
  const listed = await output("ldd", programs, { mayFail: true });
  const places = [...listed.matchAll(/(?:=>\s+|^\s+)(\/\S+)\s+\(0x/gm)].map((match) => match[1] ?? "");
  return [...new Set(places)].filter((place) => existsSync(place));
}

async function output(program: string, args: readonly string[], { mayFail = false } = {}): Promise<string> {
  const options = {
    env: bareEnvironment({ PATH: "/usr/bin:/bin" }),
    cwd: "/",
    timeout: PATIENCE_MS,
    ...ordinaryUser(),
  };
  try {
    return (await run(program, [...args], options)).stdout;
  } catch (error) {
    if (mayFail && error instanceof Error && "stdout" in error) return String(error.stdout);
    throw error;
  }
}

const pathFolders = (): string[] =>
  (process.env.PATH ?? "").split(":").filter((folder) => path.isAbsolute(folder));

function onPath(name: string): string | null {
  const place = [...pathFolders(), "/usr/bin"].map((folder) => path.join(folder, name)).find(existsSync);
  return place === undefined ? null : realpathSync(place);
}
