import { mean } from "../numeric/mean";
import { type Random, seededRandom } from "../numeric/random";

/** A Beta distribution of problem rates; its mean is the population score. */
export interface RateShape {
  a: number;
  b: number;
}

export function shapeMean({ a, b }: RateShape): number {
  return a / (a + b);
}

/** The problems that a benchmark could have asked: their rates, and the score that intervals should hold. */
export interface Population {
  rates: Float64Array;
  mean: number;
}

/** Problems in a population. Drawing from a finite one is exact, since its own mean is what intervals should hold. */
const POPULATION = 65_536;

const populations = new Map<string, Population>();

/** A population of problems with Beta rates, seeded by its shape. */
export function populationOf(shape: RateShape): Population {
  const name = `population Beta(${shape.a}, ${shape.b})`;
  const known = populations.get(name);
  if (known) return known;
  const random = seededRandom(name);
  const rates = Float64Array.from({ length: POPULATION }, () => drawBeta(shape, random));
  const population = { rates, mean: mean(rates) ?? Number.NaN };
  populations.set(name, population);
  return population;
}

/** The rate of a random problem of a population. */
export function drawRate({ rates }: Population, random: Random): number {
  return rates[random.below(rates.length)] ?? Number.NaN;
}

/** A Beta draw as a ratio of Gamma draws. */
function drawBeta({ a, b }: RateShape, random: Random): number {
  const x = drawGamma(a, random);
  const y = drawGamma(b, random);
  return x + y === 0 ? Number(random.unit() < shapeMean({ a, b })) : x / (x + y);
}

/** Gamma draw by Marsaglia and Tsang's squeeze (2000); below shape 1 through Gamma(shape + 1)·U^(1/shape). */
function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * random.unit() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(random);
    const cubed = (1 + c * normal) ** 3;
    if (cubed <= 0) continue;
    if (Math.log(random.unit()) < 0.5 * normal * normal + d * (1 - cubed + Math.log(cubed))) return d * cubed;
  }
}

function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(random.unit())) * Math.cos(2 * Math.PI * random.unit());
}

/** A Binomial draw by inversion, from one uniform number. Meant for small n. */
export function drawBinomial(n: number, rate: number, random: Random): number {
  if (rate > 0.5) return n - drawBinomial(n, 1 - rate, random);
  if (n === 1) return Number(random.unit() < rate);
  const odds = rate / (1 - rate);
  let probability = (1 - rate) ** n;
  let left = random.unit();
  let hits = 0;
  while (left > probability && hits < n) {
    left -= probability;
    probability *= (odds * (n - hits)) / (hits + 1);
    hits += 1;
  }
  return hits;
}
