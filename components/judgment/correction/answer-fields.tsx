"use client";

import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { canonicalJson } from "@/lib/contract/canonical-json";
import type { Json } from "@/lib/contract/json";
import { type AnswerField, fieldName, listFields, withField } from "@/lib/labels/answer-fields";
import { visibleText } from "@/lib/visible-text";

type Props = { id: string; output: Json; answer: Json; onChange: (answer: Json) => void };

/** A structured answer, field by field; what differs from the model's answer is marked and shows what stood there. */
export function AnswerFields({ id, output, answer, onChange }: Props) {
  const before = listFields(output);
  return (
    <ul className="flex flex-col gap-2">
      {listFields(answer).map((field, index) => (
        <Field
          key={canonicalJson(field.path)}
          id={`${id}-${index}`}
          field={field}
          before={before[index]?.value ?? null}
          onChange={(typed) =>
            onChange(withField(answer, { path: field.path, before: before[index]?.value ?? null }, typed))
          }
        />
      ))}
    </ul>
  );
}

type FieldProps = {
  id: string;
  field: AnswerField;
  before: AnswerField["value"];
  onChange: (typed: string) => void;
};

function Field({ id, field, before, onChange }: FieldProps) {
  const isChanged = canonicalJson(field.value) !== canonicalJson(before);
  const text = field.value === null ? "" : String(field.value);
  return (
    <li className="grid grid-cols-[minmax(5rem,9rem)_1fr] items-start gap-x-3 gap-y-0.5">
      <label htmlFor={id} className="truncate pt-1.5 text-muted text-xs">
        {visibleText(fieldName(field.path)) || "answer"}
      </label>
      <div className="min-w-0">
        {typeof before === "boolean" ? (
          <Select id={id} value={text} onChange={(event) => onChange(event.target.value)} className="w-full">
            <option value="true">true</option>
            <option value="false">false</option>
          </Select>
        ) : (
          <Input
            id={id}
            value={text}
            inputMode={typeof before === "number" ? "decimal" : undefined}
            placeholder={before === null ? "nothing" : ""}
            onChange={(event) => onChange(event.target.value)}
            className={cn(isChanged && "border-accent")}
          />
        )}
        {isChanged && (
          <p className="mt-0.5 truncate text-faint text-xs">
            model: <span className="line-through">{before === null ? "nothing" : visibleText(String(before))}</span>
          </p>
        )}
      </div>
    </li>
  );
}
