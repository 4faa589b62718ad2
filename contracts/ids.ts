import { z } from "zod";

/** Identifiers are a short prefix and 20 characters of Crockford base32 (100 random bits); they are public and citable. */
const BODY = "[0-9a-hjkmnp-tv-z]{20}";

function idSchema<const Prefix extends string>(prefix: Prefix) {
  return z.string().regex(new RegExp(`^${prefix}_${BODY}$`), `an id that starts with ${prefix}_`);
}

export const ID_PREFIXES = {
  team: "team",
  account: "acct",
  apiKey: "key",
  runner: "rnr",
  benchmark: "bm",
  suite: "suite",
  erratum: "err",
  model: "mdl",
  endpoint: "ep",
  submission: "sub",
  upload: "upl",
  run: "run",
  shard: "shd",
  block: "blk",
  assessment: "asm",
  claim: "clm",
  rescore: "rsc",
  contest: "cts",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

export const teamIdSchema = idSchema("team").brand<"TeamId">();
export const accountIdSchema = idSchema("acct").brand<"AccountId">();
export const apiKeyIdSchema = idSchema("key").brand<"ApiKeyId">();
export const runnerIdSchema = idSchema("rnr").brand<"RunnerId">();
export const modelIdSchema = idSchema("mdl").brand<"ModelId">();
export const endpointIdSchema = idSchema("ep").brand<"EndpointId">();
export const submissionIdSchema = idSchema("sub").brand<"SubmissionId">();
export const runIdSchema = idSchema("run").brand<"RunId">();
export const rescoreIdSchema = idSchema("rsc").brand<"RescoreId">();
export const shardIdSchema = idSchema("shd").brand<"ShardId">();

export type TeamId = z.infer<typeof teamIdSchema>;
export type AccountId = z.infer<typeof accountIdSchema>;
export type ApiKeyId = z.infer<typeof apiKeyIdSchema>;
export type RunnerId = z.infer<typeof runnerIdSchema>;
export type ModelId = z.infer<typeof modelIdSchema>;
export type EndpointId = z.infer<typeof endpointIdSchema>;
export type SubmissionId = z.infer<typeof submissionIdSchema>;
export type RunId = z.infer<typeof runIdSchema>;
export type ShardId = z.infer<typeof shardIdSchema>;

/** A lower-case name that is safe in a path and in a URL. */
export const slugSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9]+(?:[-._][a-z0-9]+)*$/, "lower-case letters, digits, and single - . _ between them");
