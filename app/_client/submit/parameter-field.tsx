"use client";

import { Field } from "./field";
import type { ParameterField as Parameter } from "./method-parameters";

/** One parameter of the chosen method, with the control that fits its type. */
export function ParameterField({ field }: { field: Parameter }) {
  const options = field.kind === "yes-no" ? ["true", "false"] : field.options;
  const name = `param.${field.name}`;
  return (
    <Field label={field.name} help={field.help}>
      {(attributes) =>
        options.length > 0 ? (
          <select {...attributes} name={name} className="field" defaultValue={field.shown}>
            {field.shown === "" && <option value="">not set</option>}
            {options.map((option) => (
              <option key={option} value={option}>
                {field.kind === "yes-no" ? (option === "true" ? "yes" : "no") : option}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...attributes}
            name={name}
            type={field.kind === "number" ? "number" : "text"}
            step="any"
            className="field"
            defaultValue={field.shown}
          />
        )
      }
    </Field>
  );
}
