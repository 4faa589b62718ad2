import type { Metadata } from "next";
import type { ReactNode } from "react";
import { tabularFont, textFont } from "./_ui/fonts";
import { HeadScripts, PageFrame, SITE_DESCRIPTION } from "./_ui/page-frame";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Plumbline", template: "%s · Plumbline" },
  description: SITE_DESCRIPTION,
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${textFont.variable} ${tabularFont.variable}`} suppressHydrationWarning>
      <head>
        <HeadScripts />
      </head>
      <body>
        <PageFrame>{children}</PageFrame>
      </body>
    </html>
  );
}
