import { handleUploadParts } from "@/server/api/resumable-upload";

export const dynamic = "force-dynamic";

export function POST(request: Request) {
  return handleUploadParts(request);
}

export function OPTIONS(request: Request) {
  return handleUploadParts(request);
}
