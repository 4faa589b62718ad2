import { BoardPage, boardQuery } from "@/app/_server/board-page";
import { type Search, searchValues } from "@/app/_server/search-values";
import { publicCaller } from "@/server/api/caller";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Search;
};

/** The dynamic twin of a board: proxy.ts sends an address with a query here. */
export default async function Page({ params, searchParams }: Props) {
  const { slug } = await params;
  return (
    <BoardPage
      api={publicCaller()}
      slug={decodeURIComponent(slug)}
      query={boardQuery(await searchValues(searchParams))}
    />
  );
}
