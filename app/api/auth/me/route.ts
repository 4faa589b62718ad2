import { signedInAs } from "@/server/api/sign-in";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return signedInAs(request);
}
