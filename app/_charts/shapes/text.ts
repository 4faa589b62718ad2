/** Pixels of a character at 12 px; text is not measured on the server. */
export const CHARACTER = 6.8;

/** Room for names beside a picture that scrolls on a phone: something of the picture is to be seen beside them. */
export const NARROW_ROOM = 150;

/** Room for the longest label, within bounds. */
export function labelRoom(labels: readonly string[], { most = 330, least = 44 } = {}): number {
  const longest = Math.max(0, ...labels.map((label) => label.length));
  return Math.min(most, Math.max(least, Math.ceil(longest * CHARACTER) + 14));
}

/** A label that fits its room; the table behind the chart has it whole. */
export function shortened(label: string, room: number): string {
  const most = Math.floor((room - 14) / CHARACTER);
  return label.length <= most ? label : `${label.slice(0, Math.max(1, most - 1))}…`;
}
