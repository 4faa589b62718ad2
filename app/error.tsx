"use client";

/** The last resort: what happened is in the server's log under the digest, never on the page. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <>
      <h1>This page could not be made</h1>
      <p className="mt-3">
        The server met an error while making it. Try again; if it stays, the health page says which part is
        down.
        {error.digest ? <span className="code"> ({error.digest})</span> : null}
      </p>
      <p className="mt-4 flex gap-3">
        <button type="button" className="button" data-kind="primary" onClick={reset}>
          Try again
        </button>
        <a className="button" href="/health">
          Health
        </a>
      </p>
    </>
  );
}
