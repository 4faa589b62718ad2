import { handleBoard } from "@/server/api/exports";

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: { params: Promise<{ benchmark: string }> }) {
  return handleBoard(request, decodeURIComponent((await params).benchmark));
}
