import { signOut } from "@/server/api/sign-in";

export function POST(request: Request) {
  return signOut(request);
}
