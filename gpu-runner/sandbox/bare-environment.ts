/** No variables, which Node's types do not foresee. `more` is what a helper of the host needs. */
export const bareEnvironment = (more: Record<string, string> = {}): NodeJS.ProcessEnv =>
  more as NodeJS.ProcessEnv;
