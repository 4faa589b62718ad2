import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { viewer } from "../_server/caller";
import { type Search, searchValues } from "../_server/search-values";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Search };

export default async function Page({ searchParams }: Props) {
  const { link } = await searchValues(searchParams);
  const who = await (await viewer()).account.me({});
  if (who.signedIn) redirect("/account");
  return (
    <>
      <h1>Sign in</h1>
      {link === "used" && (
        <p role="alert" className="mt-3 max-w-[70ch] border-l-2 border-incorrect bg-panel px-4 py-2">
          That link was used already, or is older than 15 minutes. Make a new one.
        </p>
      )}
      <p className="mt-3 max-w-[70ch]">
        This instance signs a browser in with a link that works once, for 15 minutes.{" "}
        <span className="code">npm start</span> prints one; a new one comes from
      </p>
      <pre className="code my-3 border border-rule bg-panel p-3">npx plumbline keys sign-in</pre>
      <p className="max-w-[70ch]">
        run where the instance runs, or with <span className="code">--server</span> and an administrator's{" "}
        <span className="code">--key</span>.
      </p>
    </>
  );
}
