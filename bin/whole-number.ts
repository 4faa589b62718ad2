import { UsageError } from "./usage-error";

/** The whole number that a flag gives, or a `UsageError` that says which are allowed. */
export function wholeNumber(flag: string, text: string, least = 1, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
  const allowed = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new UsageError(`${flag} must be a whole number ${allowed}, not ${text}`);
}
