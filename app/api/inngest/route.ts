import { serve } from "inngest/next";
import { workflows } from "@/workers/client";
import { functions } from "@/workers/functions";

export const dynamic = "force-dynamic";

/** Signed in both directions; a sync without a signature is refused (INNGEST_ENABLE_UNAUTHED_SYNC=false says the same). */
export const { GET, POST, PUT } = serve({ client: workflows, functions, enableUnauthedSync: false });
