import { JUDGED_KINDS, VERIFIER_LIMITS } from "@/contracts/verifier";
import { InputField, SelectField, TextField } from "./field";
import { POLICY_CHOICES } from "./verifier-policies";

/** The fields of the form; `values` are what the address holds. */
export function VerifierFields({ values }: { values: Record<string, string> }) {
  const limit = VERIFIER_LIMITS.outputCharacters.toLocaleString("en");
  return (
    <>
      <TextField
        label="Model output or bare answer"
        help={`Up to ${limit} characters.`}
        className="code min-h-[180px]"
        name="output"
        required
        maxLength={VERIFIER_LIMITS.outputCharacters}
        defaultValue={values.output}
      />
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_220px]">
        <InputField
          label="Gold answer"
          className="code"
          name="gold"
          required
          maxLength={VERIFIER_LIMITS.goldCharacters}
          defaultValue={values.gold}
        />
        <Choice label="Answer kind" name="kind" choices={JUDGED_KINDS} value={values.kind} />
      </div>
      <details open={POLICY_CHOICES.some(({ name }) => values[name] !== undefined)}>
        <summary className="cursor-pointer text-[14px] font-medium">Policies</summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          {POLICY_CHOICES.map(({ name, label, choices }) => (
            <Choice key={name} label={label} name={name} choices={choices} value={values[name]} />
          ))}
          <InputField
            label="Decimals compared"
            name="precisionDecimals"
            type="number"
            min={0}
            max={50}
            placeholder="as written"
            defaultValue={values.precisionDecimals}
          />
        </div>
        <div className="mt-3 flex flex-wrap gap-x-6 gap-y-2 text-[14px]">
          <Check name="strict" label="Names may not be renamed" values={values} />
          <Check
            name="lastNumberFallback"
            label="Take the last number if nothing is marked"
            values={values}
          />
        </div>
      </details>
    </>
  );
}

function Choice(props: {
  label: string;
  name: string;
  choices: readonly string[];
  value: string | undefined;
}) {
  return (
    <SelectField label={props.label} name={props.name} defaultValue={props.value}>
      {props.choices.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </SelectField>
  );
}

function Check(props: { name: string; label: string; values: Record<string, string> }) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        name={props.name}
        value="true"
        defaultChecked={props.values[props.name] === "true"}
      />
      {props.label}
    </label>
  );
}
