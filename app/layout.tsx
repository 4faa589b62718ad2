import type { Metadata } from "next";
import type { ReactNode } from "react";
import { tabularFont, textFont } from "./_ui/fonts";
import { PageHeader } from "./_ui/page-header";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Plumbline", template: "%s · Plumbline" },
  description: "The leaderboard for LLM reasoning methods: every number recomputed from its traces.",
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${textFont.variable} ${tabularFont.variable}`} suppressHydrationWarning>
      <head>
        {/* Blocking on purpose: a page must not flash in the wrong theme. */}
        <script src="/theme.js" />
      </head>
      <body>
        <PageHeader />
        <main id="main" className="mx-auto max-w-[1440px] px-4 py-6 sm:px-6">
          {children}
        </main>
      </body>
    </html>
  );
}
