import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { submission } from "@/db/schema";
import type { ShardWork } from "@/db/schema/shard";
import type { LeasedShard } from "./claim-shards";
import { missingItems, unassessedItems, unjudgedProblems } from "./missing-work";

/**
 * The part of a shard's work that has no stored result yet; null where all is there. `ended`: the runner says it is through,
 * which for an upload is the only way to know.
 */
export async function workLeft(
  db: Db,
  row: LeasedShard,
  { ended }: { ended: boolean },
): Promise<ShardWork | null> {
  const { work } = row;
  switch (work.kind) {
    case "generate": {
      const items = await missingItems(db, row.runId ?? "", work.items);
      return items.length === 0 ? null : { kind: "generate", items };
    }
    case "verify": {
      const problemIds = await unjudgedProblems(db, { runId: row.runId ?? "", ...work });
      return problemIds.length === 0 ? null : { ...work, problemIds };
    }
    case "probe":
    case "ingest": {
      const [owner] = await db
        .select({ probe: submission.probe, ingest: submission.ingest })
        .from(submission)
        .where(eq(submission.id, row.submissionId));
      const result = work.kind === "probe" ? owner?.probe : owner?.ingest;
      return ended && result ? null : work;
    }
    case "assess": {
      const items = await unassessedItems(db, { runId: row.runId ?? "", ...work });
      return items.length === 0 ? null : { ...work, items };
    }
  }
}
