import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound, viewer } from "@/app/_server/caller";
import { type Search, searchValues } from "@/app/_server/search-values";
import { SampleView } from "@/app/_ui/sample-view";
import { MOST_FIND_CHARACTERS } from "@/app/_ui/trace-find";
import { sampleAddressSchema } from "@/contracts/submission";

type Props = {
  params: Promise<{ id: string; problem: string; n: string }>;
  searchParams: Search;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { problem, n } = await params;
  return { title: `${decodeURIComponent(problem)}, sample ${n}` };
}

export default async function Page({ params, searchParams }: Props) {
  const { id, problem, n } = await params;
  const address = sampleAddressSchema.safeParse({ problemId: decodeURIComponent(problem), sample: n });
  if (!address.success) notFound();
  const { find = "" } = await searchValues(searchParams);
  const api = await viewer();
  const { problemId, sample } = address.data;
  const [shown, who] = await Promise.all([
    orNotFound(api.run.sample({ id, problem: problemId, sample })),
    api.account.me({}),
  ]);
  return <SampleView sample={shown} isSignedIn={who.signedIn} find={find.slice(0, MOST_FIND_CHARACTERS)} />;
}
