import { renewingBoards } from "@/app/_server/renew-boards";
import { handleTrpc } from "@/server/api/trpc-handler";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return handleTrpc(request);
}

export const POST = renewingBoards((request: Request) => handleTrpc(request));
