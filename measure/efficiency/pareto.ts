/** A row of a score against cost view; null where unknown. */
export interface CostedScore {
  id: string;
  score: number | null;
  /** Mean tokens or money; smaller is better. */
  cost: number | null;
}

/**
 * Ids on the Pareto frontier, cheapest first: rows that no other row beats in one of score and cost without losing in
 * the other. Equal rows are all on it. Rows with an unknown score or cost stay out.
 */
export function paretoFrontier(rows: readonly CostedScore[]): string[] {
  const known = rows.flatMap(({ id, score, cost }) =>
    score === null || cost === null ? [] : [{ id, score, cost }],
  );
  known.sort((left, right) => left.cost - right.cost || right.score - left.score);
  const frontier: string[] = [];
  let best = { score: Number.NEGATIVE_INFINITY, cost: Number.NaN };
  for (const row of known) {
    const equalsBest = row.score === best.score && row.cost === best.cost;
    if (row.score > best.score || equalsBest) {
      frontier.push(row.id);
      best = row;
    }
  }
  return frontier;
}
