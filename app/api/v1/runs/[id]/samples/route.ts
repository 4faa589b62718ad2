import { handleSamples } from "@/server/api/exports";

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handleSamples(request, (await params).id);
}
