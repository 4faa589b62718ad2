import { type ComponentProps, type ReactNode, useId } from "react";

type Words = { label: string; help?: string | undefined };
type Tie = { id: string; "aria-describedby"?: string };

/** A line to write in, below its label. */
export function InputField({ label, help, className = "", ...input }: Words & ComponentProps<"input">) {
  return (
    <Field label={label} help={help}>
      {(tie) => <input {...tie} {...input} className={`field ${className}`} />}
    </Field>
  );
}

/** A choice below its label; its children are the options. */
export function SelectField({ label, help, ...select }: Words & ComponentProps<"select">) {
  return (
    <Field label={label} help={help}>
      {(tie) => <select {...tie} {...select} className="field" />}
    </Field>
  );
}

/** Lines to write in, below their label. */
export function TextField({ label, help, className = "", ...text }: Words & ComponentProps<"textarea">) {
  return (
    <Field label={label} help={help}>
      {(tie) => <textarea {...tie} {...text} className={`field ${className}`} />}
    </Field>
  );
}

/** A label, its control and one line of help, tied together for screen readers. */
function Field({ label, help, children }: Words & { children: (tie: Tie) => ReactNode }) {
  const id = useId();
  const helpId = `${id}-help`;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-[14px] font-medium">
        {label}
      </label>
      {children({ id, ...(help ? { "aria-describedby": helpId } : {}) })}
      {help && (
        <p id={helpId} className="mt-1 text-[12.5px] text-quiet">
          {help}
        </p>
      )}
    </div>
  );
}
