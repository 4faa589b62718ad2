import type { PageConfig } from "next";

export const config: PageConfig = { unstable_runtimeJS: false };

/** What app/error.tsx is for the other pages: what happened is in the server's log, never on the page. */
export default function FailedPage() {
  return (
    <>
      <h1>This page could not be made</h1>
      <p className="mt-3">
        The server met an error while making it. Load it again; if it stays, the{" "}
        <a href="/health">health page</a> says which part is down.
      </p>
    </>
  );
}
