import { z } from "zod";

/** Every submission is in exactly one of these states; the table below is the only place that says what may follow what. */
export const SUBMISSION_STATES = [
  "received",
  "staged",
  "checking",
  "needs_decision",
  "queued",
  "running",
  "waiting",
  "scoring",
  "published",
  "failed",
  "cancelled",
  "withdrawn",
] as const;
export const submissionStateSchema = z.enum(SUBMISSION_STATES);
export type SubmissionState = z.infer<typeof submissionStateSchema>;

const ENDED = ["failed", "cancelled", "withdrawn"] as const satisfies readonly SubmissionState[];

const NEXT: Record<SubmissionState, readonly SubmissionState[]> = {
  received: ["staged", "checking", ...ENDED],
  staged: ["checking", ...ENDED],
  checking: ["needs_decision", "queued", ...ENDED],
  needs_decision: ["queued", ...ENDED],
  queued: ["running", "waiting", "scoring", ...ENDED],
  running: ["waiting", "scoring", ...ENDED],
  waiting: ["running", "scoring", ...ENDED],
  scoring: ["published", ...ENDED],
  published: ["withdrawn", "scoring"],
  failed: ["withdrawn", "queued", "checking"],
  cancelled: ["withdrawn"],
  withdrawn: [],
};

/** Says whether a submission may go from one state to the other; staying is always allowed (writes are idempotent). */
export function maySubmissionGo(from: SubmissionState, to: SubmissionState): boolean {
  return from === to || NEXT[from].includes(to);
}

/** True where nothing more will happen without a person. */
export function isSubmissionEnded(state: SubmissionState): boolean {
  return state === "published" || (ENDED as readonly SubmissionState[]).includes(state);
}

/** A submission that waits for a person to decide about bad lines is withdrawn after this many days. */
export const DECISION_DAYS = 7;

export const RUN_STATES = [
  "planned",
  "running",
  "waiting",
  "scoring",
  "published",
  "failed",
  "cancelled",
  "withdrawn",
] as const;
export const runStateSchema = z.enum(RUN_STATES);
export type RunState = z.infer<typeof runStateSchema>;

export const RUN_KINDS = ["generated", "imported", "reduced"] as const;
export const runKindSchema = z.enum(RUN_KINDS);
export type RunKind = z.infer<typeof runKindSchema>;

export const SHARD_KINDS = ["probe", "ingest", "generate", "verify", "assess"] as const;
export const shardKindSchema = z.enum(SHARD_KINDS);
export type ShardKind = z.infer<typeof shardKindSchema>;

export const SHARD_STATES = ["pending", "leased", "done", "failed", "cancelled"] as const;
export const shardStateSchema = z.enum(SHARD_STATES);
export type ShardState = z.infer<typeof shardStateSchema>;

export const VISIBILITIES = ["private", "unlisted", "public"] as const;
export const visibilitySchema = z.enum(VISIBILITIES);
export type Visibility = z.infer<typeof visibilitySchema>;

/** The integrity ladder (statistics: integrity tiers), weakest first. */
export const TIERS = ["reported", "re-scored", "served", "spot-checked", "hosted"] as const;
export const tierSchema = z.enum(TIERS);
export type Tier = z.infer<typeof tierSchema>;

export const SCOPES = ["submit", "runner", "admin"] as const;
export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

export const TEAM_ROLES = ["owner", "member"] as const;
export type TeamRole = (typeof TEAM_ROLES)[number];
