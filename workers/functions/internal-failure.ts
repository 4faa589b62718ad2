/** What people hear when one of our own functions failed for good; the cause is in the log. */
export const INTERNAL = {
  code: "internal",
  message: "The platform failed while it worked on this.",
  hint: "Submit again later; the operator finds the cause in the log.",
  retry: "later",
} as const;
