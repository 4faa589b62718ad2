import { renewingBoards } from "@/app/_server/renew-boards";
import { handleImport } from "@/server/api/import-benchmark";
import { handleRest } from "@/server/api/rest";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return handleRest(request);
}

/** A withdrawal takes rows off the boards, an import adds one. */
export const POST = renewingBoards(async (request: Request) => {
  const imported = /^\/api\/v1\/benchmarks\/([^/]+)\/import$/.exec(new URL(request.url).pathname);
  if (imported?.[1] !== undefined) return handleImport(request, imported[1]);
  return handleRest(request);
});

export function DELETE(request: Request) {
  return handleRest(request);
}

export function PUT(request: Request) {
  return handleRest(request);
}

export function PATCH(request: Request) {
  return handleRest(request);
}
