export type Answered = {
  /** Group of addresses, for example `board page`. */
  kind: string;
  /** From the moment at which the request was due, not at which it was sent. */
  milliseconds: number;
  /** Null where the answer came whole with a status below 400. */
  error: string | null;
};

export type LatencySummary = {
  requests: number;
  errors: number;
  p50: number;
  p90: number;
  p99: number;
  max: number;
};

const round = (value: number) => Number(value.toFixed(1));

/** Requests, errors and percentiles in milliseconds; failed requests count with the time that they took. */
export function summarise(answers: readonly Answered[]): LatencySummary {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
  return {
    requests: answers.length,
    errors: answers.filter(({ error }) => error !== null).length,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    max: at(1),
  };
}

/** The same for all answers and for each kind, in the order in which the kinds first came. */
export function summariseKinds(answers: readonly Answered[]) {
  const kinds = [...new Set(answers.map(({ kind }) => kind))].sort();
  return {
    all: summarise(answers),
    kinds: Object.fromEntries(
      kinds.map((kind) => [kind, summarise(answers.filter((answer) => answer.kind === kind))]),
    ),
    firstErrors: [...new Set(answers.flatMap(({ error }) => error ?? []))].slice(0, 5),
  };
}
