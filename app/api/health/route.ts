import { handleHealth } from "@/server/api/health";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return handleHealth(request);
}
