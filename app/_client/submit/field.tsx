"use client";

import { type ReactNode, useId } from "react";

/** A label, its control and one line of help, tied together for screen readers. */
export function Field(props: {
  label: string;
  help?: string;
  children: (attributes: { id: string; "aria-describedby"?: string }) => ReactNode;
}) {
  const id = useId();
  const helpId = `${id}-help`;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-[14px] font-medium">
        {props.label}
      </label>
      {props.children({ id, ...(props.help ? { "aria-describedby": helpId } : {}) })}
      {props.help && (
        <p id={helpId} className="mt-1 text-[12.5px] text-quiet">
          {props.help}
        </p>
      )}
    </div>
  );
}
