import { handleRest } from "@/server/api/rest";
import { handleSubmission } from "@/server/api/upload";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return handleRest(request);
}

export function POST(request: Request) {
  return handleSubmission(request);
}
