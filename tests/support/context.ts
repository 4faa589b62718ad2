import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor } from "@/contracts/actor";
import type { WorkflowEvent } from "@/contracts/events";
import type { Log, Settings } from "@/contracts/platform";
import { UPLOAD_LIMITS } from "@/contracts/trace-line";
import type { Database } from "@/db/client";
import { contextOver, type Shared } from "@/server/context";
import type { Ctx } from "@/server/domain/ctx";
import { addressCheck } from "@/server/platform/address-check";
import { createIds } from "@/server/platform/ids";
import { createLog } from "@/server/platform/log";
import { createRateLimiter } from "@/server/platform/rate-limiter";
import { createSecretBox } from "@/server/platform/secret-box";
import { createPostgresTraceStore } from "@/server/platform/trace-store";
import { createDirectoryUploadStore } from "@/server/platform/upload-store";

export type TestPlatform = {
  shared: Shared;
  /** A context of any caller over the same adapters. */
  as(actor: Actor, address?: string): Ctx;
  system: Ctx;
  anonymous: Ctx;
  /** Moves the clock; it stands still otherwise. */
  advance(ms: number): void;
  /** Every event sent so far. */
  sent: WorkflowEvent[];
  /** Every log line written so far, as JSON text. */
  logged: string[];
  uploadsDirectory: string;
};

/**
 * The platform over a test database: real adapters, but a clock that the test moves (it starts at a fixed instant),
 * a sender that records, a log in memory. Uploads lie in a directory of their own: call `dispose` or use `await using`.
 */
export function testPlatform(
  database: Database,
  options: { settings?: Partial<Settings>; rateFactor?: number; startAt?: string } = {},
): TestPlatform & AsyncDisposable {
  const uploadsDirectory = mkdtempSync(join(tmpdir(), "plumbline-uploads-"));
  let nowMs = Date.parse(options.startAt ?? "2026-11-01T12:00:00.000Z");
  const sent: WorkflowEvent[] = [];
  const logged: string[] = [];
  const log: Log = createLog({ level: "debug", destination: { write: (line) => void logged.push(line) } });
  const ids = createIds();
  const shared: Shared = {
    database,
    settings: { ...TEST_SETTINGS, ...options.settings },
    clock: { now: () => new Date(nowMs) },
    ids,
    log,
    secrets: createSecretBox([Buffer.alloc(32, 7)]),
    uploads: createDirectoryUploadStore(uploadsDirectory),
    traces: createPostgresTraceStore(database.db, ids),
    limiter: createRateLimiter(options.rateFactor ?? 1000),
    addresses: addressCheck,
    workflow: {
      send: async (events) => void sent.push(...events),
      check: async () => ({ ok: true, message: "recorded by a test" }),
    },
  };
  const as = (actor: Actor, address = "192.0.2.1") => contextOver(shared, { actor, address });
  return {
    shared,
    as,
    system: as({ type: "system", name: "test" }, "local"),
    anonymous: as({ type: "anonymous" }),
    advance: (ms) => {
      nowMs += ms;
    },
    sent,
    logged,
    uploadsDirectory,
    [Symbol.asyncDispose]: async () => rmSync(uploadsDirectory, { recursive: true, force: true }),
  };
}

const TEST_SETTINGS: Settings = {
  version: "0.0.0-test",
  commit: "test",
  origin: "http://127.0.0.1:3000",
  allowLoopback: true,
  rescores: "manual",
  submissionsPerDay: 1000,
  uploadDays: 0,
  uploadLimits: { ...UPLOAD_LIMITS },
};
