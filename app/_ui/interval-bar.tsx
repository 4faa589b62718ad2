import { halfWidth, percent } from "./format";

/**
 * A score and its interval on an axis shared by all rows, so that ties are visible without reading.
 * `domain` is that axis in fractions.
 */
export function IntervalBar(props: {
  value: number | null;
  interval: readonly [number, number] | null;
  domain: readonly [number, number];
  width?: number;
}) {
  const width = props.width ?? 160;
  if (props.value === null) return <span className="text-quiet">–</span>;
  const [low, high] = props.domain;
  const x = (value: number) => 4 + ((value - low) / Math.max(1e-9, high - low)) * (width - 8);
  const label = `${percent(props.value)} ${halfWidth(props.interval)}`;
  return (
    <svg
      width={width}
      height={16}
      viewBox={`0 0 ${width} 16`}
      role="img"
      aria-label={label}
      className="block"
    >
      <title>{label}</title>
      <line x1={0} x2={width} y1={8} y2={8} stroke="var(--rule)" />
      {props.interval && (
        <g stroke="var(--ink)" strokeWidth={1.25}>
          <line x1={x(props.interval[0])} x2={x(props.interval[1])} y1={8} y2={8} />
          <line x1={x(props.interval[0])} x2={x(props.interval[0])} y1={4} y2={12} />
          <line x1={x(props.interval[1])} x2={x(props.interval[1])} y1={4} y2={12} />
        </g>
      )}
      <circle cx={x(props.value)} cy={8} r={3.25} fill="var(--ink)" />
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
