import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PlumblineError } from "@/contracts/errors";
import { callerFromHeaders } from "@/server/api/caller";

/** The API as whoever looks at the page; one per request. Makes a page dynamic. */
export const viewer = cache(async () => callerFromHeaders(await headers()));

/** The answer of a call, or the not-found page where there is no such thing (or it is not for this reader). */
export async function orNotFound<Value>(call: Promise<Value>): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    if (apiCode(error) === "not_found" || apiCode(error) === "forbidden") notFound();
    throw error;
  }
}

/** The API's own code of an error: tRPC carries ours as its cause. */
export function apiCode(error: unknown): string | null {
  if (error instanceof PlumblineError) return error.code;
  if (error instanceof Error && error.cause !== undefined) return apiCode(error.cause);
  return null;
}
