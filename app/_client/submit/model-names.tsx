"use client";

import { InputField } from "../../_ui/field";
import type { PreviewState } from "./use-file-preview";

/** Name of the form's fields; their order is that of the models. */
export const MODEL_NAME_FIELD = "model-name";

/** The models of the chosen file where it holds several, else none. */
export function modelsOf(preview: PreviewState): string[] {
  if (preview.step !== "done" || preview.preview.kind !== "read") return [];
  const { models } = preview.preview;
  return models.length > 1 ? models : [];
}

/** What the board shall call each model of a file that holds several; the file's own names where nothing is changed. */
export function ModelNames({ models }: { models: readonly string[] }) {
  if (models.length === 0) return null;
  return (
    <fieldset className="grid gap-3 border border-rule p-3">
      <legend className="px-1">The file holds {models.length} models; each gets a row of its own</legend>
      {models.map((model) => (
        <InputField
          key={model}
          label={`Name of ${model}`}
          name={MODEL_NAME_FIELD}
          required
          maxLength={200}
          defaultValue={model}
        />
      ))}
    </fieldset>
  );
}
