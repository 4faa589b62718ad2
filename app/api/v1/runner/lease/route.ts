import { handleLease } from "@/server/api/runner";

export const dynamic = "force-dynamic";

export function POST(request: Request) {
  return handleLease(request);
}
