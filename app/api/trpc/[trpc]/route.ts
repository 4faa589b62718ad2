import { handleTrpc } from "@/server/api/trpc-handler";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return handleTrpc(request);
}

export function POST(request: Request) {
  return handleTrpc(request);
}
