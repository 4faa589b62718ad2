import { stringify } from "csv-stringify/sync";
import { budgetRows } from "@/app/_charts/budget-rows";
import { chartAnswer } from "@/app/_charts/chart-answer";
import { FILE_INKS } from "@/app/_charts/plot-svg";
import { tokensScatter } from "@/app/_charts/tokens-scatter";
import { publicCaller } from "@/server/api/caller";

type Props = { params: Promise<{ slug: string; file: string }> };

const COLUMNS = ["runId", "label", "tokens", "score", "low", "high", "isFront"];

/** A board's chart as a file: `budget.svg`, `.png` or `.csv`. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { slug, file } = await params;
  const format = /^budget\.(svg|png|csv)$/.exec(file)?.[1];
  if (format === undefined) return new Response("There is no such chart.", { status: 404 });
  const board = await publicCaller()
    .leaderboard.get({ benchmark: slug, view: "budget" })
    .catch(() => null);
  if (board === null) return new Response("There is no such board.", { status: 404 });
  const rows = budgetRows(board);
  return chartAnswer(format, {
    name: `${slug}-budget`,
    svg: () => tokensScatter(rows, FILE_INKS),
    csv: () => stringify(rows, { header: true, columns: COLUMNS, escape_formulas: true }),
  });
}
