import type { ReactNode } from "react";
import { cn } from "./cn";

type Props = {
  label: string;
  /** Id of the control, which should point at `${htmlFor}-hint` by aria-describedby when there is a hint or error. */
  htmlFor: string;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  children: ReactNode;
};

/** A form control with its caption, and below it a hint or what is wrong. */
export function Field({ label, htmlFor, hint, error, className, children }: Props) {
  return (
    <div className={cn("flex flex-col gap-1", className)}>
      <FieldLabel htmlFor={htmlFor}>{label}</FieldLabel>
      {children}
      {(error ?? hint) && (
        <p
          id={`${htmlFor}-hint`}
          role={error ? "alert" : undefined}
          className={cn("text-xs", error ? "text-negative" : "text-faint")}
        >
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

function FieldLabel({ htmlFor, children }: { htmlFor: string; children: ReactNode }) {
  return (
    <label htmlFor={htmlFor} className="font-medium text-muted text-xs">
      {children}
    </label>
  );
}
