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
        <label key={name} className="grid min-w-0 gap-1 text-[13px] text-quiet">
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

const MOST_SHOWN = 30;

/** The same rows as links, for a reader who has no id at hand: the first run, then the one beside it. */
export function RunChoices({
  chosen,
  choices,
}: {
  chosen: readonly string[];
  choices: readonly RunChoice[];
}) {
  const [first] = chosen;
  const others = choices.filter(({ id }) => id !== first).slice(0, MOST_SHOWN);
  if (others.length === 0) {
    return (
      <p className="border-y border-rule py-10 text-center">
        There is no {first === undefined ? "run" : "second run"} on this board yet.{" "}
        <a href="/submit">Submit one</a>
      </p>
    );
  }
  const named = choices.find(({ id }) => id === first)?.text;
  return (
    <>
      <h2>{first === undefined ? "Choose the first run" : `Compare ${named ?? first} with`}</h2>
      <ul className="grid gap-1">
        {others.map(({ id, text }) => (
          <li key={id}>
            <a href={first === undefined ? `/compare?a=${id}` : `/compare?a=${first}&b=${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
