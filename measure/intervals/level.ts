/** Two-sided error rate of every interval and test: 95 % intervals, tests at 5 %. */
export const ALPHA = 0.05;
