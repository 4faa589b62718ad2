/** A prompt with its `{names}` filled in; what is filled in is not searched for names again. */
export function fillPrompt(prompt: string, parts: Readonly<Record<string, string>>): string {
  return prompt.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);
}
