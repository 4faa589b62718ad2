/** One parameter of a method as a form asks for it. */
export type ParameterField = {
  name: string;
  kind: "number" | "text" | "choice" | "yes-no" | "numbers" | "texts";
  /** Of a choice. */
  options: readonly string[];
  /** What stands in the field at first; empty where the method has no default. */
  shown: string;
  help: string;
};

type Schema = Record<string, unknown>;

/** The fields of a method's parameters, from their JSON Schema; a type that no field fits is left to the API. */
export function parameterFields(parameters: Schema): ParameterField[] {
  return Object.entries(asSchema(parameters.properties)).flatMap(([name, value]) => {
    const schema = asSchema(value);
    const kind = kindOf(schema);
    if (kind === null) return [];
    const options = choicesOf(schema);
    const help = typeof schema.description === "string" ? schema.description : "";
    return [{ name, kind, options, help, shown: shownAs(schema.default) }];
  });
}

/** What was filled in, by type. A field that is empty or as it was stays out: the method's own default holds. */
export function readParameters(
  fields: readonly ParameterField[],
  read: (name: string) => string,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const text = read(field.name);
      return text.trim() === "" || text === field.shown ? [] : [[field.name, typedValue(field, text)]];
    }),
  );
}

function typedValue({ kind }: ParameterField, text: string): unknown {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (kind === "number") return Number(text);
  if (kind === "yes-no") return text === "true";
  if (kind === "numbers") return parts.map(Number);
  if (kind === "texts") return parts;
  return text.replaceAll("\\n", "\n");
}

function kindOf(schema: Schema): ParameterField["kind"] | null {
  if (choicesOf(schema).length > 0) return "choice";
  if (schema.type === "number" || schema.type === "integer") return "number";
  if (schema.type === "boolean") return "yes-no";
  if (schema.type === "string") return "text";
  if (schema.type !== "array") return null;
  return asSchema(schema.items).type === "string" ? "texts" : "numbers";
}

function choicesOf(schema: Schema): string[] {
  if (Array.isArray(schema.enum)) return schema.enum.map(String);
  return typeof schema.const === "string" ? [schema.const] : [];
}

/** A line break cannot stand in a field of one line: it is written `\n`. */
function shownAs(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(String).join(", ");
  return String(value).replaceAll("\n", "\\n");
}

function asSchema(value: unknown): Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}
