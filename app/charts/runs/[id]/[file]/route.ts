import { stringify } from "csv-stringify/sync";
import { chartAnswer } from "@/app/_charts/chart-answer";
import { curvePoints, estimatorCurves } from "@/app/_charts/estimator-curves";
import { FILE_INKS } from "@/app/_charts/plot-svg";
import { viewer } from "@/app/_server/caller";

type Props = { params: Promise<{ id: string; file: string }> };

/** A run's chart as a file: `estimators.svg`, `.png` or `.csv`. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id, file } = await params;
  const format = /^estimators\.(svg|png|csv)$/.exec(file)?.[1];
  if (format === undefined) return new Response("There is no such chart.", { status: 404 });
  const run = await (await viewer()).run.get({ id }).catch(() => null);
  if (run === null) return new Response("There is no such run.", { status: 404 });
  const points = curvePoints(run.scores);
  return chartAnswer(format, {
    name: `${id}-estimators`,
    svg: () => estimatorCurves(points, FILE_INKS),
    csv: () => stringify(points, { header: true, columns: ["metric", "k", "value", "low", "high"] }),
  });
}
