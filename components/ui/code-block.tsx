import { cn } from "./cn";
import { CopyButton } from "./copy-button";

type Props = { text: string; label: string; isCopyable?: boolean; className?: string };

/** Source or a value as plain monospace text that scrolls sideways; never HTML. `label` names it aloud. */
export function CodeBlock({ text, label, isCopyable = true, className }: Props) {
  return (
    <div className={cn("relative rounded-md border border-line bg-sunken", className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
      <section aria-label={label} tabIndex={0} className="ring-inside overflow-auto">
        <pre className="w-max min-w-full px-3 py-2.5 pr-11 font-mono text-ink text-xs leading-5">{text}</pre>
      </section>
      {isCopyable && (
        <CopyButton text={text} label={`Copy ${label}`} className="absolute top-1.5 right-1.5 bg-sunken" />
      )}
    </div>
  );
}
