import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { callerFromHeaders } from "@/server/api/caller";
import { apiCode, leadsNowhere } from "./api-code";

/** The API as whoever looks at the page; one per request. Makes a page dynamic. */
export const viewer = cache(async () => callerFromHeaders(await headers()));

/** The answer of a call, or the not-found page where the address leads to nothing. */
export async function orNotFound<Value>(call: Promise<Value>): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    if (leadsNowhere(error)) notFound();
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
