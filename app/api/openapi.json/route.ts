import { openApiText } from "@/server/api/openapi";

export const dynamic = "force-static";

export function GET() {
  return new Response(openApiText(), { headers: { "content-type": "application/json" } });
}
