import type { ReactNode } from "react";
import { JUDGED_KINDS, VERIFIER_LIMITS } from "@/contracts/verifier";
import { POLICY_CHOICES } from "./verifier-fields";

/** The fields of the form; `values` are what the address holds. */
export function VerifierFields({ values }: { values: Record<string, string> }) {
  const limit = VERIFIER_LIMITS.outputCharacters.toLocaleString("en");
  return (
    <>
      <Labelled label="Model output or bare answer" name="output" help={`Up to ${limit} characters.`}>
        <textarea
          id="verifier-output"
          aria-describedby="verifier-output-help"
          className="field code min-h-[180px]"
          name="output"
          required
          maxLength={VERIFIER_LIMITS.outputCharacters}
          defaultValue={values.output ?? ""}
        />
      </Labelled>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_220px]">
        <Labelled label="Gold answer" name="gold">
          <input
            id="verifier-gold"
            className="field code"
            name="gold"
            required
            maxLength={VERIFIER_LIMITS.goldCharacters}
            defaultValue={values.gold ?? ""}
          />
        </Labelled>
        <Labelled label="Answer kind" name="kind">
          <Choice name="kind" choices={JUDGED_KINDS} value={values.kind} />
        </Labelled>
      </div>
      <details open={POLICY_CHOICES.some(({ name }) => values[name] !== undefined)}>
        <summary className="cursor-pointer text-[14px] font-medium">Policies</summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          {POLICY_CHOICES.map(({ name, label, choices }) => (
            <Labelled key={name} label={label} name={name}>
              <Choice name={name} choices={choices} value={values[name]} />
            </Labelled>
          ))}
          <Labelled label="Decimals compared" name="precisionDecimals">
            <input
              id="verifier-precisionDecimals"
              className="field"
              name="precisionDecimals"
              type="number"
              min={0}
              max={50}
              placeholder="as written"
              defaultValue={values.precisionDecimals ?? ""}
            />
          </Labelled>
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

function Labelled(props: { label: string; name: string; help?: string; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={`verifier-${props.name}`} className="mb-1 block text-[14px] font-medium">
        {props.label}
      </label>
      {props.children}
      {props.help && (
        <p id={`verifier-${props.name}-help`} className="mt-1 text-[12.5px] text-quiet">
          {props.help}
        </p>
      )}
    </div>
  );
}

function Choice(props: { name: string; choices: readonly string[]; value: string | undefined }) {
  return (
    <select id={`verifier-${props.name}`} className="field" name={props.name} defaultValue={props.value}>
      {props.choices.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </select>
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
