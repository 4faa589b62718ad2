/** What is told of a mark under the pointer: its name, its value, its 95 % interval. */
export function tip(
  name: string,
  mark: { value: number | null; low?: number | null; high?: number | null },
  { percent = false, unit = "" }: { percent?: boolean; unit?: string } = {},
): string {
  if (mark.value === null) return name;
  const said = (value: number) => (percent ? (value * 100).toFixed(1) : plain(value));
  const after = unit || (percent ? "%" : "");
  const value = `${said(mark.value)}${after && ` ${after}`}`;
  const { low, high } = mark;
  if (low === null || low === undefined || high === null || high === undefined) return `${name}: ${value}`;
  return `${name}: ${value} (95 % from ${said(low)} to ${said(high)})`;
}

/** Whole numbers as they are, others with as many decimals as help. */
export function plain(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);
}
