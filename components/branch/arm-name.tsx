import { Fragment } from "react";
import { cn } from "@/components/ui/cn";
import { visibleText } from "@/lib/visible-text";

type Props = {
  name: string;
  /** Breaks onto more lines instead of leaving the middle out. */
  isWrapping?: boolean;
  className?: string;
};

const longest = 300;
const separator = " › ";

/**
 * An arm by its name, or by the words of the tests that led to it: `type is refund › days ≤ 30`. On one line the last
 * test, which tells most, gives way last.
 */
export function ArmName({ name, isWrapping = false, className }: Props) {
  const shown = visibleText(name.slice(0, longest));
  const parts = shown.split(separator);
  if (isWrapping) {
    return (
      <span className={cn("[overflow-wrap:anywhere]", className)}>
        {parts.map((part, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tests of a path have no identity but their place
          <Fragment key={place}>
            {place > 0 && <span className="font-normal opacity-60">{separator}</span>}
            {part}
          </Fragment>
        ))}
      </span>
    );
  }
  const last = parts.pop();
  return (
    <span title={shown} className={cn("flex min-w-0 whitespace-pre", className)}>
      {parts.length > 0 && (
        <>
          <span className="min-w-[3ch] shrink-[99] truncate opacity-75">{parts.join(separator)}</span>
          <span className="opacity-60">{separator}</span>
        </>
      )}
      <span className="min-w-0 truncate">{last}</span>
    </span>
  );
}
