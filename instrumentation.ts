/** Runs once in each process of the site, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { joinSite } = await import("./server/api/kept/join-site");
  joinSite();
}
