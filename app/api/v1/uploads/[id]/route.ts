import { handleUploadParts } from "@/server/api/resumable-upload";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return handleUploadParts(request);
}

export function HEAD(request: Request) {
  return handleUploadParts(request);
}

export function PATCH(request: Request) {
  return handleUploadParts(request);
}

export function DELETE(request: Request) {
  return handleUploadParts(request);
}
