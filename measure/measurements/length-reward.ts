/**
 * AdaCtrl's reward for a short reply, given to correct replies tagged as easy: (1 + cos(π·L/L_max))/2, from 1 for an
 * empty reply to 0 for the longest of its group.
 */
export function easyLengthReward(lengthTokens: number, longestTokens: number): number {
  if (longestTokens <= 0 || lengthTokens < 0 || lengthTokens > longestTokens) {
    throw new RangeError("A reply's length lies between 0 and that of the longest reply of its group.");
  }
  return (1 + Math.cos((Math.PI * lengthTokens) / longestTokens)) / 2;
}
