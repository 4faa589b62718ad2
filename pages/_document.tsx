import { Head, Html, Main, NextScript } from "next/document";
import { HeadScripts } from "@/app/_ui/page-frame";

export default function PlainDocument() {
  return (
    <Html lang="en">
      <Head>
        <HeadScripts />
      </Head>
      <body>
        <Main />
        <NextScript />
      </body>
    </Html>
  );
}
