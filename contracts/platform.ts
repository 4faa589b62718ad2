import type { WorkflowEvent } from "./events";
import type { IdKind } from "./ids";
import type { TraceDocument } from "./sample";
import type { Secret } from "./secret";
import type { UploadLimits } from "./trace-line";

/** Time comes in through the context, so that what decides can be tested. */
export type Clock = { now(): Date };

/** Ids and unpredictable bytes come in through the context. */
export type Ids = { create(kind: IdKind): string; token(bytes: number): string };

export type Log = {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};

/** A secret at rest: AES-256-GCM, base64 parts, and the id of the key that sealed it. */
export type Sealed = { keyId: string; iv: string; tag: string; data: string };

export type SecretBox = { seal(secret: Secret): Sealed; open(sealed: Sealed): Secret };

/** Where uploaded files wait until a runner has read them. Keys are ours; names given by people are never used as paths. */
export type UploadStore = {
  /** Streams a body in; stops with `payload_too_large` past the limit. Returns size and SHA-256 of what was stored. */
  put(
    key: string,
    body: AsyncIterable<Uint8Array>,
    limits: { maxBytes: number },
  ): Promise<{ bytes: number; sha256: string }>;
  /** Reads `[start, end)`; to the end of the file where `end` is not given. */
  read(key: string, range?: { start: number; end?: number }): AsyncIterable<Uint8Array>;
  size(key: string): Promise<number | null>;
  /** Removes the file, whole or not. */
  remove(key: string): Promise<void>;
  /**
   * Adds to a file that arrives in parts. `offset` is its size so far (`conflict` otherwise); a body that breaks off leaves
   * what arrived. Returns the size.
   */
  append(
    key: string,
    offset: number,
    body: AsyncIterable<Uint8Array>,
    limits: { maxBytes: number },
  ): Promise<number>;
  /** Bytes of a file that arrives in parts and is not complete; null where there is none. */
  partSize(key: string): Promise<number | null>;
  /** Ends a file that came in parts and moves it to the key `to`; again, it changes nothing. Returns size and SHA-256 of all of it. */
  complete(key: string, to: string): Promise<{ bytes: number; sha256: string }>;
};

export type TraceKey = { runId: string; problemId: string; sample: number };

/** Immutable texts of samples: gzip blocks with an index, identical documents stored once by SHA-256. */
export type TraceStore = {
  /**
   * Stores documents; storing the same key again is a no-op. Returns the SHA-256 of each document, in order, and how many keys
   * had no document before.
   */
  put(
    entries: readonly { key: TraceKey; document: TraceDocument }[],
  ): Promise<{ hashes: string[]; added: number }>;
  get(key: TraceKey): Promise<TraceDocument | null>;
  /** Documents of some samples of one run, in the order of `keys`; absent ones are left out. */
  list(
    runId: string,
    keys: readonly { problemId: string; sample: number }[],
  ): AsyncIterable<{ problemId: string; sample: number; document: TraceDocument }>;
};

/** Takes one from an account's or address's bucket; throws `rate_limited` with the seconds to wait. */
export type RateLimiter = { take(bucket: RateBucket, key: string): Promise<void> };
export type RateBucket = "read" | "write" | "submit" | "sign_in" | "runner";

/** Sends events to the workflow engine (embedded, self-hosted or cloud). Ids make a second sending harmless. */
export type WorkflowSender = {
  send(events: readonly WorkflowEvent[]): Promise<void>;
  /** Whether the engine answers; for the health page. Never throws. */
  check(): Promise<{ ok: boolean; message: string }>;
};

/** Refuses an address by its text alone (`unsafe_address`); names are resolved and checked again where it is dialled. */
export type AddressCheck = { check(url: string, policy: { allowLoopback: boolean }): void };

export type Platform = {
  clock: Clock;
  ids: Ids;
  log: Log;
  secrets: SecretBox;
  uploads: UploadStore;
  traces: TraceStore;
  limiter: RateLimiter;
  addresses: AddressCheck;
  workflow: WorkflowSender;
};

/** What the operator decided and what this build is; read once from the environment (server/env.ts). */
export type Settings = {
  version: string;
  commit: string;
  /** Address under which people reach the site, without a trailing slash. */
  origin: string;
  /** Submitted addresses may be 127.0.0.1, [::1] and localhost (signed-in admin only; security: addresses). */
  allowLoopback: boolean;
  /** Whether stored samples are judged anew by themselves after an upgrade, or when an administrator asks. */
  rescores: "automatic" | "manual";
  /** Quota of one team in 24 hours. */
  submissionsPerDay: number;
  /** Days that the uploaded file of an ended submission is kept; 0: for good. */
  uploadDays: number;
  uploadLimits: UploadLimits;
};
