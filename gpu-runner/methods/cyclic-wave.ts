export type Wave = { amplitude: number; periodTokens: number; shift: number };

/**
 * The triangular wave of CyclicReflex at generated token t: 0, +A after a quarter of the period, 0, −A after three
 * quarters. δ(t) = A·|4·((t + shift·C − C/4) mod C)/C − 2| − A with the mod in [0, C).
 */
export function waveAt(t: number, { amplitude, periodTokens, shift }: Wave): number {
  const place = t + shift * periodTokens - periodTokens / 4;
  const turned = ((place % periodTokens) + periodTokens) % periodTokens;
  return amplitude * Math.abs((4 * turned) / periodTokens - 2) - amplitude;
}
