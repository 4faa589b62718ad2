import { PlumblineError } from "@/contracts/errors";

/** What makes an address lead to nothing: it is made up, or what it leads to is not there or not for this reader. */
const LEADS_NOWHERE: readonly (string | null)[] = ["not_found", "forbidden", "invalid_input"];

/** Whether an error of the API says that the address leads to nothing. */
export function leadsNowhere(error: unknown): boolean {
  return LEADS_NOWHERE.includes(apiCode(error));
}

/** The API's own code of an error: tRPC carries ours as its cause, and refuses by itself what does not fit a schema. */
export function apiCode(error: unknown): string | null {
  if (error instanceof PlumblineError) return error.code;
  if (!(error instanceof Error)) return null;
  if ("code" in error && error.code === "BAD_REQUEST" && !(error.cause instanceof PlumblineError))
    return "invalid_input";
  return apiCode(error.cause);
}
