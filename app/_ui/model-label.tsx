/** What a model's card says of it beside its name, for example that it is a toy, as a line of its own in a table. */
export function ModelLabel({ label }: { label: string | null }) {
  if (!label) return null;
  return <span className="block whitespace-normal text-[11.5px] leading-tight text-quiet">{label}</span>;
}
