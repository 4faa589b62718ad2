import { summariseKinds } from "./latencies";
import {
  heapPoints,
  leastOfQuarters,
  type MemoryPoint,
  residentMegabytes,
  slopePerHour,
} from "./memory-slope";
import { openLoop, type Target } from "./open-loop";

const LOOK_EVERY_MS = 10_000;
/** The first part of a soak fills caches and heaps; the slope is that of the rest. */
const SETTLING_SHARE = 0.25;

const round = (value: number) => Number(value.toFixed(1));
const slopeOf = (points: readonly MemoryPoint[]) => {
  const slope = slopePerHour(points);
  return slope === null ? null : round(slope);
};

/** A steady load for a long time: latencies, and how the memory of the site's process goes on meanwhile; `heapFile` is what heap.mjs writes. */
export async function soak(
  origin: string,
  {
    rate,
    minutes,
    next,
    pid,
    heapFile,
  }: { rate: number; minutes: number; next: () => Target; pid: number; heapFile: string },
) {
  const start = Date.now();
  const points: MemoryPoint[] = [];
  const look = () =>
    points.push({ minute: (Date.now() - start) / 60_000, megabytes: residentMegabytes(pid) });
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  try {
    const { answers } = await openLoop(origin, { rate, seconds: minutes * 60, next });
    look();
    const afterSettling = ({ minute }: MemoryPoint) => minute >= minutes * SETTLING_SHARE;
    const settled = points.filter(afterSettling);
    const heap = heapPoints(heapFile, start);
    return {
      rate,
      minutes,
      ...summariseKinds(answers),
      memory: {
        firstMegabytes: round(points[0]?.megabytes ?? 0),
        settledMegabytes: round(settled[0]?.megabytes ?? 0),
        lastMegabytes: round(points.at(-1)?.megabytes ?? 0),
        peakMegabytes: round(Math.max(...points.map(({ megabytes }) => megabytes))),
        slopeMegabytesPerHour: slopeOf(settled),
        slopeOverMinutes: [round(minutes * SETTLING_SHARE), minutes],
        everyMinute: points.filter((_, index) => index % 6 === 0).map(({ megabytes }) => round(megabytes)),
        heapAfterFullCollections: {
          collections: heap.length,
          leastMegabytesOfEachQuarter: leastOfQuarters(heap, minutes).map(round),
          slopeMegabytesPerHour: slopeOf(heap.filter(afterSettling)),
        },
      },
    };
  } finally {
    clearInterval(timer);
  }
}
