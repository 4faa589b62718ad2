import type { AppProps } from "next/app";
import Head from "next/head";
import { tabularFont, textFont } from "@/app/_ui/fonts";
import { PageFrame, SITE_DESCRIPTION } from "@/app/_ui/page-frame";
import "@/app/globals.css";

const FONTS = `:root{--font-text:${textFont.style.fontFamily};--font-tabular:${tabularFont.style.fontFamily}}`;

/** The frame of pages that load no framework; their twin for all others is app/layout.tsx. */
export default function PlainPages({ Component, pageProps }: AppProps) {
  return (
    <>
      <Head>
        {/* A page's own title takes its place. */}
        <title>Plumbline</title>
        <meta key="description" name="description" content={SITE_DESCRIPTION} />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: names of the font files, known when the site is built. */}
        <style dangerouslySetInnerHTML={{ __html: FONTS }} />
      </Head>
      <PageFrame>
        <Component {...pageProps} />
      </PageFrame>
    </>
  );
}
