import { z } from "zod";
import { UPLOAD_LIMITS } from "@/contracts/trace-line";

const flag = z.enum(["0", "1", "true", "false"]).transform((value) => value === "1" || value === "true");
const wholeNumber = z.coerce.number().int().min(1);
const key32 = z
  .string()
  .refine(
    (text) => Buffer.from(text, "base64").length === 32,
    "32 bytes in base64 (openssl rand -base64 32)",
  );

const envSchema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "an address that starts with postgresql://"),
  /** `pg` speaks TCP; `vercel` is @vercel/postgres, PostgreSQL over a WebSocket. */
  DB_DRIVER: z.enum(["pg", "vercel"]).default("pg"),
  /** `host:port/path` of a WebSocket proxy before a plain PostgreSQL, for the driver `vercel` away from Neon. */
  PLUMBLINE_WS_PROXY: z.string().max(200).optional(),
  /** Set by the host in its functions. */
  VERCEL: z.string().optional(),
  /** Connections of this process. */
  PLUMBLINE_DB_CONNECTIONS: wholeNumber.default(10),
  PLUMBLINE_HOME: z.string().min(1).default(".plumbline"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PLUMBLINE_ORIGIN: z.url().optional(),
  PLUMBLINE_ALLOW_LOOPBACK: flag.default(false),
  /** Set where a proxy of yours writes `x-forwarded-for`; otherwise anyone could choose the address that is limited. */
  PLUMBLINE_TRUST_PROXY: flag.default(false),
  PLUMBLINE_SEALING_KEY: key32,
  /** Former sealing keys, separated by commas: still opened, never used to seal. */
  PLUMBLINE_SEALING_KEYS_OLD: z
    .string()
    .default("")
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(key32)),
  PLUMBLINE_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  PLUMBLINE_COMMIT: z.string().max(80).default("unknown"),
  /** Whether stored samples are judged anew by themselves after an upgrade (docs/rescoring.md). */
  PLUMBLINE_RESCORES: z.enum(["automatic", "manual"]).default("automatic"),
  /** Submissions of one team in 24 hours. */
  PLUMBLINE_SUBMISSIONS_PER_DAY: wholeNumber.default(1000),
  /** Days that the uploaded file of an ended submission is kept; 0: for good. */
  PLUMBLINE_UPLOAD_DAYS: z.coerce.number().int().min(0).max(36_500).default(0),
  /** Multiplies every rate limit (server/platform/rate-limiter.ts). */
  PLUMBLINE_RATE_FACTOR: z.coerce.number().gt(0).default(1),
  /** How long the site's process sends the same answer to readers without a sign-in; 0: never (docs/self-hosting.md). */
  PLUMBLINE_KEPT_SECONDS: z.coerce.number().min(0).max(60).default(5),
  PLUMBLINE_UPLOAD_COMPRESSED_BYTES: wholeNumber.default(UPLOAD_LIMITS.compressedBytes),
  PLUMBLINE_UPLOAD_EXPANDED_BYTES: wholeNumber.default(UPLOAD_LIMITS.expandedBytes),
  PLUMBLINE_UPLOAD_RATIO: wholeNumber.default(UPLOAD_LIMITS.ratio),
  PLUMBLINE_UPLOAD_LINE_BYTES: wholeNumber.default(UPLOAD_LIMITS.lineBytes),
  PLUMBLINE_UPLOAD_LINES: wholeNumber.default(UPLOAD_LIMITS.lines),
  PLUMBLINE_UPLOAD_ARCHIVE_FILES: wholeNumber.default(UPLOAD_LIMITS.archiveFiles),
  INNGEST_BASE_URL: z.url().optional(),
  INNGEST_EVENT_KEY: z.string().min(1).optional(),
});
export type Env = z.infer<typeof envSchema>;

/** Reads and checks the environment; the error names every variable that is missing or wrong, never a value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(filled);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(
    `The environment is not complete; \`plumbline start\` sets it for you (docs/self-hosting.md):\n${problems.join("\n")}`,
  );
}

let cached: Env | undefined;

/** The environment of this process, read at first use (a build has none). */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}
