/** Coefficients B_2j / (2j(2j−1)) of Stirling's series for ln Γ. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
const HALF_LOG_TWO_PI = 0.9189385332046727;
const SERIES_FROM = 12;

/** ln Γ(x) for x > 0: Stirling's series after shifting x to where seven terms reach double precision. */
export function logGamma(x: number): number {
  let shift = 1;
  let argument = x;
  while (argument < SERIES_FROM) {
    shift *= argument;
    argument += 1;
  }
  const inverseSquare = 1 / (argument * argument);
  let series = 0;
  for (let index = STIRLING.length - 1; index >= 0; index--) {
    series = series * inverseSquare + (STIRLING[index] ?? 0);
  }
  return (
    (argument - 0.5) * Math.log(argument) - argument + HALF_LOG_TWO_PI + series / argument - Math.log(shift)
  );
}
