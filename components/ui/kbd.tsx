import { cn } from "./cn";

const names: Record<string, string> = {
  mod: "Ctrl",
  shift: "⇧",
  enter: "↵",
  escape: "Esc",
  arrowdown: "↓",
  arrowup: "↑",
};

/** A shortcut as keys: `mod+k` is one chord, `g d` two strokes. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  const strokes = keys.split(" ").map((stroke) => stroke.split("+"));
  return (
    <span className={cn("inline-flex shrink-0 items-center gap-1", className)}>
      {strokes.flat().map((key) => (
        <kbd
          key={key}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line-strong bg-surface px-1 font-sans text-2xs text-muted"
        >
          {names[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  );
}
