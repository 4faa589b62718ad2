import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PlumblineError } from "@/contracts/errors";
import { callerFromHeaders } from "@/server/api/caller";

/** The API as whoever looks at the page; one per request. Makes a page dynamic. */
export const viewer = cache(async () => callerFromHeaders(await headers()));

/** What makes an address lead to nothing: it is made up, or what it leads to is not there or not for this reader. */
const LEADS_NOWHERE: readonly (string | null)[] = ["not_found", "forbidden", "invalid_input"];

/** The answer of a call, or the not-found page where the address leads to nothing. */
export async function orNotFound<Value>(call: Promise<Value>): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    if (LEADS_NOWHERE.includes(apiCode(error))) notFound();
    throw error;
  }
}

/** The answer of a call that only operators may make; null for everybody else. */
export async function forOperators<Value>(call: Promise<Value>): Promise<Value | null> {
  try {
    return await call;
  } catch (error) {
    if (apiCode(error) === "forbidden" || apiCode(error) === "unauthenticated") return null;
    throw error;
  }
}

/** The API's own code of an error: tRPC carries ours as its cause, and refuses by itself what does not fit a schema. */
export function apiCode(error: unknown): string | null {
  if (error instanceof PlumblineError) return error.code;
  if (!(error instanceof Error)) return null;
  if ("code" in error && error.code === "BAD_REQUEST" && !(error.cause instanceof PlumblineError))
    return "invalid_input";
  return apiCode(error.cause);
}
