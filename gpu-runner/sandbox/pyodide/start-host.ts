import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { bareEnvironment } from "../bare-environment";
import { ordinaryUser } from "../ordinary-user";
import type { PyodidePlaces } from "./place";

const MIB = 1024 ** 2;
const PAGE_BYTES = 65_536;
const CHECK_MS = 10_000;

export type HostSettings = {
  places: PyodidePlaces;
  /** Null: a plain load. */
  snapshot: string | null;
  isMakingSnapshot: boolean;
  memoryBytes: number;
};

/** A Node process of its own group that holds one Python, with Node's permission flags and an empty environment. */
export function startHost(settings: HostSettings, surroundings: Surroundings): ChildProcess {
  const { places, snapshot, isMakingSnapshot, memoryBytes } = settings;
  const maxPages = Math.floor(memoryBytes / PAGE_BYTES);
  const readable = [`${places.package}/*`, ...places.scripts, ...(snapshot === null ? [] : [snapshot])];
  const flags = [
    "--no-warnings",
    "--max-old-space-size=256",
    `--wasm-max-mem-pages=${maxPages}`,
    "--disallow-code-generation-from-strings",
    "--no-addons",
    Number(process.versions.node.split(".")[0]) >= 24 ? "--permission" : "--experimental-permission",
    ...readable.map((place) => `--allow-fs-read=${place}`),
  ];
  const input = JSON.stringify({
    indexUrl: `file://${places.package}`,
    snapshot,
    isMakingSnapshot,
    maxPages,
  });
  const command = [...surroundings.prefix, process.execPath, ...flags, places.host, input];
  return spawn(command[0] ?? process.execPath, command.slice(1), {
    env: bareEnvironment(),
    cwd: "/",
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    ...surroundings.user,
  });
}

const UNSHARE = "/usr/bin/unshare";
/** A network namespace of its own, and an end with whoever started it: a busy interpreter does not notice otherwise. */
const HELPERS = [
  [UNSHARE, "-rn"],
  ["/usr/bin/setpriv", "--pdeathsig", "KILL"],
] as const;

/** Kernel protections that this machine offers around the host. */
export type Surroundings = { prefix: readonly string[]; user: { uid?: number; gid?: number } };

/** Found by trying: the helpers of the system that work here and, as root, the rights of an ordinary user. */
export function findSurroundings(places: PyodidePlaces): Surroundings {
  const needed = [...places.scripts, `${places.package}/pyodide.asm.wasm`];
  const readsAll = `for (const place of ${JSON.stringify(needed)}) require("node:fs").readFileSync(place)`;
  const works = (command: readonly string[], user: Surroundings["user"]) => {
    try {
      const [program = "", ...rest] = [...command, process.execPath, "-e", readsAll];
      execFileSync(program, rest, {
        env: bareEnvironment(),
        cwd: "/",
        stdio: "ignore",
        timeout: CHECK_MS,
        ...user,
      });
      return true;
    } catch {
      return false;
    }
  };
  const user = works([], ordinaryUser()) ? ordinaryUser() : {};
  const prefix: string[] = [];
  for (const helper of HELPERS) if (works([...prefix, ...helper], user)) prefix.push(...helper);
  return { prefix, user };
}

export const hasOwnNetwork = ({ prefix }: Surroundings): boolean => prefix.includes(UNSHARE);

/** Memory of the host itself, beside what Python may take. */
export const HOST_BYTES = 384 * MIB;
