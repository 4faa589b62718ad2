import { BoardPage, boardQuery } from "@/app/_server/board-page";
import { publicCaller } from "@/server/api/caller";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The dynamic twin of a board: proxy.ts sends an address with a query here. */
export default async function Page({ params, searchParams }: Props) {
  const { slug } = await params;
  return (
    <BoardPage api={publicCaller()} slug={decodeURIComponent(slug)} query={boardQuery(await searchParams)} />
  );
}
