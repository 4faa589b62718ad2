/** Every policy of the form: its name in the address, what it is about, and its choices; the first is the default. */
export const POLICY_CHOICES = [
  { name: "units", label: "Units", choices: ["lenient", "required", "ignored"] },
  { name: "percent", label: "Percent", choices: ["lenient", "value"] },
  { name: "bases", label: "Base subscripts", choices: ["lenient", "required"] },
  { name: "severalBoxes", label: "Several boxes", choices: ["adjacent", "last"] },
  { name: "relationForm", label: "Interval or inequality", choices: ["any", "gold-relation"] },
  { name: "letterCase", label: "Option letters", choices: ["fold", "exact"] },
  { name: "thinking", label: "Thinking part", choices: ["remove", "keep"] },
] as const;

/** What the fields of the form ask, not validated yet. Defaults are left out, so that the same question has one key. */
export function questionOf(values: Record<string, string>) {
  const policies: Record<string, unknown> = {};
  for (const { name, choices } of POLICY_CHOICES) {
    const value = values[name];
    if (value !== undefined && value !== choices[0]) policies[name] = value;
  }
  if (values.precisionDecimals) policies.precisionDecimals = Number(values.precisionDecimals);
  if (values.strict === "true") policies.strict = true;
  if (values.lastNumberFallback === "true") policies.lastNumberFallback = true;
  return { output: values.output ?? "", gold: values.gold ?? "", kind: values.kind || undefined, policies };
}
