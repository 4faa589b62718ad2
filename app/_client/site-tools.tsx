"use client";

import { useEffect, useState } from "react";
import { SiteKeys } from "./site-keys";

type Who = { signedIn: boolean; name: string | null };

/** Theme switch and sign-in state. The state is fetched after load, so that pages for readers stay cached. */
export function SiteTools() {
  const [who, setWho] = useState<Who | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetch("/api/auth/me", { signal: stop.signal })
      .then((answer) => (answer.ok ? answer.json() : { signedIn: false, name: null }))
      .then((value: Who) => setWho(value))
      .catch(() => {});
    return () => stop.abort();
  }, []);
  return (
    <div className="ml-auto flex items-center gap-4 text-[14px]">
      <SiteKeys />
      <a href="/search" className="text-quiet hover:text-ink" title="Search (/)">
        <svg width="15" height="15" viewBox="0 0 15 15" fill="none" stroke="currentColor" aria-hidden="true">
          <circle cx="6.5" cy="6.5" r="4.5" strokeWidth="1.5" />
          <path d="M10 10 L14 14" strokeWidth="1.5" />
        </svg>
        <span className="sr-only">Search</span>
      </a>
      <button
        type="button"
        className="cursor-pointer text-quiet hover:text-ink"
        onClick={switchTheme}
        title="Light or dark"
      >
        <span aria-hidden="true">◐</span>
        <span className="sr-only">Switch between light and dark</span>
      </button>
      {who?.signedIn ? (
        <span className="text-quiet" title="Signed in">
          {who.name}
        </span>
      ) : (
        <a href="/sign-in" className="text-quiet hover:text-ink">
          Sign in
        </a>
      )}
    </div>
  );
}

function switchTheme() {
  const root = document.documentElement;
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark;
  root.dataset.theme = isDark ? "light" : "dark";
  try {
    localStorage.setItem("plumbline-theme", root.dataset.theme);
  } catch {
    // The choice then lasts for this page only.
  }
}
