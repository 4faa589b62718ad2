import type { ReactNode } from "react";
import { PageHeader } from "./page-header";

export const SITE_DESCRIPTION =
  "The leaderboard for LLM reasoning methods: every number recomputed from its traces.";

/** What stands around every page, whichever router of the framework makes it. */
export function PageFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader />
      <main id="main" className="mx-auto max-w-[1440px] px-4 py-6 sm:px-6">
        {children}
      </main>
    </>
  );
}

/** The scripts of every page. */
export function HeadScripts() {
  return (
    <>
      {/* Blocking on purpose: a page must not flash in the wrong theme. */}
      <script src="/theme.js" />
      <script defer src="/site.js" />
    </>
  );
}
