import type { GetServerSideProps, PageConfig } from "next";
import Head from "next/head";
import { leadsNowhere } from "@/app/_server/api-code";
import { type BoardProps, boardProps, boardQuery, FIRST } from "@/app/_server/board-page";
import { knownValues } from "@/app/_server/search-values";
import { BoardView } from "@/app/_ui/board-view";
import { NoBenchmark } from "@/app/_ui/no-benchmark";

/**
 * A board is read, not worked with: it is sent without the framework's scripts (132 KB gzipped) and without the second
 * copy of its rows that these would need. `public/board.js` and `public/site.js` do the rest.
 */
export const config: PageConfig = { unstable_runtimeJS: false };

/** As long as the site itself keeps public answers; then others ask again. */
const KEPT = "public, s-maxage=5, stale-while-revalidate=5";

type Props = { shown: BoardProps | null };

export const getServerSideProps: GetServerSideProps<Props, { slug: string }> = async ({
  params,
  query,
  res,
}) => {
  try {
    const shown = await boardProps(params?.slug ?? FIRST, boardQuery(knownValues(query)));
    res.setHeader("Cache-Control", KEPT);
    return { props: { shown } };
  } catch (error) {
    if (leadsNowhere(error)) return { notFound: true };
    throw error;
  }
};

export default function BoardPage({ shown }: Props) {
  if (shown === null) return <NoBenchmark />;
  return (
    <>
      {!shown.isHome && (
        <Head>
          <title>{`${shown.benchmark.title} · Plumbline`}</title>
        </Head>
      )}
      <BoardView {...shown} />
    </>
  );
}
