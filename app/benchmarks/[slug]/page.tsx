import type { Metadata } from "next";
import { BoardPage } from "@/app/_server/board-page";
import { publicCaller } from "@/server/api/caller";

/** A board without a query is cached; publishing a row makes it new at once, this is only the net below. */
export const revalidate = 30;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  return slug === "-" ? {} : { title: slug };
}

export default async function Page({ params }: Props) {
  const { slug } = await params;
  return <BoardPage api={publicCaller()} slug={decodeURIComponent(slug)} query={{ view: "score" }} />;
}
