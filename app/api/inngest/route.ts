import { serve } from "inngest/next";
import { NextRequest } from "next/server";
import { renewingBoards } from "@/app/_server/renew-boards";
import { withBoundedBody } from "@/server/api/bounded-request";
import { workflows } from "@/workers/client";
import { functions } from "@/workers/functions";

export const dynamic = "force-dynamic";

/** A workflow server sends events and steps up to 4 MiB with a call and has them fetched above that; this leaves it room. */
const MAX_BYTES = 16 * 1024 ** 2;

/** Signed in both directions; a sync without a signature is refused (INNGEST_ENABLE_UNAUTHED_SYNC=false says the same). */
const handlers = serve({ client: workflows, functions, enableUnauthedSync: false });

/** The signature is over the body, so that it is read before anybody knows who sent it. */
const bounded = (handler: typeof handlers.POST) =>
  withBoundedBody((request) => handler(new NextRequest(request), undefined), MAX_BYTES);

export const { GET } = handlers;
export const PUT = bounded(handlers.PUT);
/** Steps of these functions publish runs. */
export const POST = renewingBoards(bounded(handlers.POST));
