"use client";

import type { ComponentProps } from "react";
import { InputField, SelectField } from "../../_ui/field";
import type { BenchmarkChoice } from "./choices";

/** The benchmarks of this instance as options of a choice. */
export function BenchmarkOptions({ benchmarks }: { benchmarks: readonly BenchmarkChoice[] }) {
  return benchmarks.map(({ slug, title, problems }) => (
    <option key={slug} value={slug}>
      {title} ({problems} problems)
    </option>
  ));
}

type MethodFieldProps = Omit<ComponentProps<typeof SelectField>, "children"> & {
  methods: readonly { id: string; title: string }[];
};

/** A choice of a method by its title. */
export function MethodField({ methods, ...select }: MethodFieldProps) {
  return (
    <SelectField {...select}>
      {methods.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </SelectField>
  );
}

/** Who may see what is submitted. */
export function VisibilityField() {
  return (
    <SelectField
      label="Visibility"
      help="Unlisted: on no list, but readable by its address. Private: for your team only."
      name="visibility"
      defaultValue="public"
    >
      <option value="public">public</option>
      <option value="unlisted">unlisted</option>
      <option value="private">private</option>
    </SelectField>
  );
}

/** The key of a model's server; browsers are asked not to fill it in. */
export function ApiKeyField() {
  return (
    <InputField
      label="API key (optional)"
      help="Sealed before it is stored, given only to the runner that works on this submission, never shown again."
      name="apiKey"
      type="password"
      autoComplete="off"
    />
  );
}
