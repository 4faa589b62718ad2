import { z } from "zod";

export const partSchema = z.object({ state: z.enum(["ok", "degraded", "down"]), message: z.string() });

/** `GET /api/health`. */
export const healthSchema = z.object({
  ok: z.boolean(),
  version: z.string(),
  commit: z.string(),
  parts: z.object({ database: partSchema, workflow: partSchema, runners: partSchema }),
  runners: z.array(
    z.object({
      name: z.string(),
      trusted: z.boolean(),
      lastSeenSecondsAgo: z.number(),
      engines: z.array(z.string()),
      leases: z.number().int(),
    }),
  ),
  queue: z.object({ pending: z.number().int(), leased: z.number().int() }),
  allowed: z.object({ localAddresses: z.boolean(), sandbox: z.string() }),
});
export type Health = z.infer<typeof healthSchema>;
