export type RunChoice = { id: string; text: string };

/** A form of run ids with the rows of a board as suggestions; a plain GET, so the address is the comparison. */
export function RunPicker(props: {
  names: readonly string[];
  chosen: readonly string[];
  choices: readonly RunChoice[];
}) {
  return (
    <form className="my-4 grid max-w-[1120px] gap-3 sm:grid-cols-2 lg:grid-cols-[repeat(4,1fr)_auto]">
      {props.names.map((name, index) => (
        <label key={name} className="grid gap-1 text-[13px] text-quiet">
          {`Run ${name.toUpperCase()}${index < 2 ? "" : " (optional)"}`}
          <input
            className="field code"
            name={name}
            list="runs"
            defaultValue={props.chosen[index]}
            placeholder="run_…"
            required={index < 2}
          />
        </label>
      ))}
      <datalist id="runs">
        {props.choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.text}
          </option>
        ))}
      </datalist>
      <button type="submit" className="button self-end" data-kind="primary">
        Compare
      </button>
    </form>
  );
}
