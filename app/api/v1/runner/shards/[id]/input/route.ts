import { handleShardInput } from "@/server/api/runner";

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handleShardInput(request, (await params).id);
}
