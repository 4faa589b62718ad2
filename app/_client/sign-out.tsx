"use client";

/** Ends this browser's session and leads to the first page; the header asks again there. */
export function SignOut() {
  const end = async () => {
    await fetch("/api/auth/sign-out", { method: "POST" }).catch(() => null);
    location.href = "/";
  };
  return (
    <button type="button" className="button" onClick={end}>
      Sign out
    </button>
  );
}
