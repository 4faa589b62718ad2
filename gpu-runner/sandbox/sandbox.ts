/** A machine for untrusted Python: CPython in Linux namespaces, or CPython as WebAssembly in a locked-down process. */
export interface SandboxEngine {
  readonly name: SandboxName;
  /** Whether CPU time can be limited; where it cannot, only the clock ends a busy program. */
  readonly limitsCpu: boolean;
  /** Runs a one-line program; never only looks for a binary. */
  probe(): Promise<SandboxProbe>;
  /** Starts one program. Never throws for an engine that fails: the process then ends as `lost`. */
  open(spec: SandboxSpec): Promise<SandboxProcess>;
  /** Ends what the engine keeps ready. */
  close(): Promise<void>;
}

export type SandboxName = "bubblewrap" | "pyodide";

export type SandboxProbe =
  | { ok: true; python: string; version: string; network: "namespace" | "patched" }
  | { ok: false; reason: string };

export type SandboxFile = {
  /** Name inside the program's folder, `/prog`. */
  path: string;
  bytes: Uint8Array;
};

export type SandboxSpec = {
  files: readonly SandboxFile[];
  /** The file that is run as `__main__`. */
  main: string;
  /** What the program reads, as a file; or lines that are sent while it runs. */
  stdin: Uint8Array | "frames";
  limits: SandboxLimits;
};

export type SandboxLimits = {
  /** From the start of the program, in milliseconds; the start of the engine itself is not counted. */
  wallMs: number;
  /** CPU time of one process, in whole seconds; without effect in an engine that cannot limit it. */
  cpuSeconds: number;
  /** Address space of one process, and memory of all processes together. */
  memoryBytes: number;
  /** Standard output and standard error together. */
  outputBytes: number;
};

/** Limits of docs/sandbox.md. Further ones are fixed: 64 processes, 64 MiB of files, 16 MiB a file, 16 MiB of stack. */
export const DEFAULT_LIMITS: SandboxLimits = {
  wallMs: 20_000,
  cpuSeconds: 10,
  memoryBytes: 1024 ** 3,
  outputBytes: 1024 ** 2,
};

export interface SandboxProcess extends AsyncDisposable {
  /** One line, without a newline inside. */
  send(frame: Uint8Array): void;
  /** Lines of standard output as raw bytes, the last one with or without its newline. Read once. */
  frames(): AsyncGenerator<Uint8Array>;
  /** The end of standard error, at most 4 KiB, for logs. */
  lastErrors(): string;
  readonly exit: Promise<SandboxExit>;
}

/** `lost` is the engine's own failure: what ran is unscored, never wrong. */
export type SandboxExit =
  | { kind: "exited"; code: number }
  | { kind: "signalled"; signal: string }
  | { kind: "wall" }
  | { kind: "cpu" }
  | { kind: "memory" }
  | { kind: "output" }
  | { kind: "lost"; reason: string };
