"use client";

import { InputField, SelectField } from "../../_ui/field";
import type { ParameterField as Parameter } from "./method-parameters";

/** One parameter of the chosen method, with the control that fits its type. */
export function ParameterField({ field }: { field: Parameter }) {
  const { kind, shown } = field;
  const options = kind === "yes-no" ? ["true", "false"] : field.options;
  const words = { label: field.name, help: field.help, name: `param.${field.name}`, defaultValue: shown };
  if (options.length === 0)
    return <InputField {...words} type={kind === "number" ? "number" : "text"} step="any" />;
  return (
    <SelectField {...words}>
      {shown === "" && <option value="">not set</option>}
      {options.map((option) => (
        <option key={option} value={option}>
          {kind === "yes-no" ? (option === "true" ? "yes" : "no") : option}
        </option>
      ))}
    </SelectField>
  );
}
