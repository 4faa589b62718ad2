import { halfWidth, percent } from "./format";

const WIDTH = 160;

/**
 * A score and its interval on an axis shared by all rows, so that ties are visible without reading.
 * `domain` is that axis in fractions.
 */
export function IntervalBar(props: {
  value: number | null;
  interval: readonly [number, number] | null;
  domain: readonly [number, number];
}) {
  if (props.value === null) return <span className="text-quiet">–</span>;
  const [low, high] = props.domain;
  const x = (value: number) =>
    Number((4 + ((value - low) / Math.max(1e-9, high - low)) * (WIDTH - 8)).toFixed(1));
  const ends = props.interval?.map(x);
  return (
    <svg className="interval" width={WIDTH} height={16} role="img">
      <title>{`${percent(props.value)} ${halfWidth(props.interval)}`}</title>
      <path d={`M0 8H${WIDTH}`} />
      {ends && <path d={`M${ends[0]} 8H${ends[1]}M${ends[0]} 4v8M${ends[1]} 4v8`} />}
      <circle cx={x(props.value)} cy={8} r={3.25} />
    </svg>
  );
}

/** The axis of a board: from the lowest to the highest interval end, a little air on both sides, within [0,1]. */
export function commonDomain(intervals: readonly (readonly [number, number] | null)[]): [number, number] {
  const ends = intervals.flatMap((interval) => (interval === null ? [] : [...interval]));
  if (ends.length === 0) return [0, 1];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const air = Math.max(0.02, (high - low) * 0.08);
  return [Math.max(0, low - air), Math.min(1, high + air)];
}
