import type { SandboxLimits } from "../sandbox";
import type { Runtime } from "./runtime";

/** The descriptors that bubblewrap is given, by number. */
export const DESCRIPTORS = { filter: 3, status: 4, options: 5, firstFile: 6 } as const;

export const PROGRAM_FOLDER = "/prog";
export const LAUNCHER_PATH = `${PROGRAM_FOLDER}/.launch.py`;

const MIB = 1024 ** 2;
const FOLDER_BYTES = 64 * MIB;
const SHARED_MEMORY_BYTES = 1 * MIB;

const VARIABLES = {
  PATH: "/usr/bin",
  HOME: "/work",
  LANG: "C.UTF-8",
  // Without it the order of sets differs between runs.
  PYTHONHASHSEED: "0",
  PYTHONDONTWRITEBYTECODE: "1",
  MALLOC_ARENA_MAX: "2",
};

/**
 * Bubblewrap's options in their order; `paths` are the files that come through the descriptors from `firstFile` on.
 * `/proc` names places of the host, so it is there only where a program may open `/dev/stdin`, which needs it.
 */
export function bubblewrapOptions(
  runtime: Runtime,
  paths: readonly string[],
  { withProc }: { withProc: boolean },
): string[] {
  return [
    ...["user", "pid", "net", "ipc", "uts"].map((name) => `--unshare-${name}`),
    "--unshare-cgroup-try",
    ...["--uid", "65534", "--gid", "65534", "--hostname", "sandbox"],
    ...["--disable-userns", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"],
    ...Object.entries(VARIABLES).flatMap(([name, value]) => ["--setenv", name, value]),
    ...runtime.readOnly.flatMap((place) => ["--ro-bind", place, place]),
    ...(withProc ? ["--proc", "/proc"] : []),
    ...["--dev", "/dev"],
    ...["--size", String(SHARED_MEMORY_BYTES), "--tmpfs", "/dev/shm"],
    ...["--size", String(FOLDER_BYTES), "--tmpfs", "/work"],
    ...["--size", String(FOLDER_BYTES), "--tmpfs", "/tmp"],
    ...paths.flatMap((place, index) => ["--ro-bind-data", String(DESCRIPTORS.firstFile + index), place]),
    // Both are otherwise writable, as large as half of the host's memory.
    ...["--remount-ro", "/dev", "--remount-ro", "/"],
    ...["--chdir", "/work"],
    ...["--seccomp", String(DESCRIPTORS.filter)],
    ...["--json-status-fd", String(DESCRIPTORS.status)],
  ];
}

/** The command inside: limits are set there, so that the one on processes counts the sandbox alone. */
export function innerCommand(runtime: Runtime, limits: SandboxLimits, main: string): string[] {
  const settings = [
    `--as=${limits.memoryBytes}`,
    "--nproc=64",
    `--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + 1}`,
    `--fsize=${16 * MIB}`,
    "--nofile=256:256",
    "--core=0",
    `--stack=${16 * MIB}:${64 * MIB}`,
    "--memlock=65536:65536",
    "--msgqueue=0:0",
  ];
  return [
    runtime.prlimit,
    ...settings,
    "--",
    runtime.python,
    "-I",
    "-S",
    "-B",
    "-X",
    "utf8",
    ...[LAUNCHER_PATH, main],
  ];
}
