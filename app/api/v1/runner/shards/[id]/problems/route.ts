import { handleShardProblems } from "@/server/api/runner";

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handleShardProblems(request, (await params).id);
}
