import { parameterFields } from "@/app/_client/submit/method-parameters";
import type { MethodView } from "@/contracts/catalog";
import { spaced } from "./format";
import { ScrollTable } from "./scroll-table";

/** What of a method can be set, with what is our guess, and the words it puts to the model. */
export function MethodWording({ method }: { method: MethodView }) {
  const fields = parameterFields(method.parameters);
  const prompts = Object.entries(method.prompts ?? {});
  return (
    <>
      {fields.length > 0 && (
        <>
          <h2>Parameters</h2>
          <ScrollTable
            label="Parameters of the method with their defaults"
            columns={["name", "default", "meaning"]}
          >
            {fields.map((field) => (
              <tr key={field.name}>
                <th scope="row" className="code">
                  {field.name}
                </th>
                <td className="code">{field.shown === "" ? "–" : field.shown}</td>
                <td className="whitespace-normal">{field.help}</td>
              </tr>
            ))}
          </ScrollTable>
        </>
      )}
      {prompts.length > 0 && (
        <>
          <h2>Wording</h2>
          {prompts.map(([purpose, text]) => (
            <figure key={purpose} className="mt-3">
              <figcaption className="text-[14px] text-quiet">{spaced(purpose)}</figcaption>
              <pre className="mt-1 max-w-full whitespace-pre-wrap">{text}</pre>
            </figure>
          ))}
        </>
      )}
    </>
  );
}
